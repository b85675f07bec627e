"""Directories of services in the form that other systems read: HSDS 3, as JSON and as CSV tables.

``standard`` states the part of the standard that is used, and checks values against it;
``hsds`` turns a directory into the standard's nested services, ``intake`` turns them into a
directory; ``table`` writes and reads them as its CSV tables; ``link`` asks, on request only, whether web addresses still answer.
"""

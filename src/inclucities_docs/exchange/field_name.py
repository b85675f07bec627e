"""What people call the fields of data and the values that may be chosen in them, in plain words to be translated."""

from __future__ import annotations

from inclucities_docs.inputs.catalogue import gettext_noop

__all__ = ["name_choice", "name_key"]


def name_key(key: str) -> str:
    """Return what people call a field, as words to be translated."""
    return _FIELDS.get(key, key.replace("_", " "))


def name_choice(value: str) -> str:
    """Return what people call a value that may be chosen, as words to be translated."""
    return _CHOICES.get(value, value)


_FIELDS = {
    "about": gettext_noop("In short"), "accessibility": gettext_noop("Accessibility"),
    "acronym": gettext_noop("Short name"), "actions": gettext_noop("Actions"),
    "additional_factors": gettext_noop("Additional factor"), "additional_urls": gettext_noop("Other addresses"),
    "address": gettext_noop("Address"), "address_1": gettext_noop("Street and number"), "aim": gettext_noop("Aim"),
    "alt": gettext_noop("The logo in words"), "announced_languages": gettext_noop("Languages announced"),
    "application_process": gettext_noop("What to do first"), "area": gettext_noop("Area"),
    "as_of": gettext_noop("As of"), "association": gettext_noop("Association"),
    "assured_date": gettext_noop("Last checked on"), "assurer_email": gettext_noop("Checked by"),
    "author": gettext_noop("Author"), "avoid": gettext_noop("Words to avoid"), "awaited": gettext_noop("Awaited"),
    "awaited_from": gettext_noop("Awaited from"), "benchmark": gettext_noop("Benchmark"),
    "byday": gettext_noop("Days of the week"), "calls": gettext_noop("Who answers"), "categories": gettext_noop("Topic"),
    "changes": gettext_noop("Change"), "check_months": gettext_noop("Months until the next check"),
    "checked": gettext_noop("Has been checked"), "cities": gettext_noop("Cities"), "city": gettext_noop("City"),
    "closes_at": gettext_noop("Closes at"), "code": gettext_noop("Code"),
    "conflicts": gettext_noop("Where sources disagree"), "contact": gettext_noop("Contact"),
    "context": gettext_noop("How it came about"), "coordinates": gettext_noop("Place on the map"),
    "counted": gettext_noop("Its forms behind numbers"), "country": gettext_noop("Country"),
    "date": gettext_noop("Date of this edition"), "day": gettext_noop("Day"),
    "zero": gettext_noop("Behind 0"), "two": gettext_noop("Behind 2"), "few": gettext_noop("Behind 3"),
    "many": gettext_noop("Behind 5"),
    "days": gettext_noop("Single days"), "definition": gettext_noop("Definition"),
    "described": gettext_noop("The title only describes the page"),
    "description": gettext_noop("Description"), "desk": gettext_noop("Where to ask when nothing else helps"),
    "detail": gettext_noop("Details"), "disclaimer": gettext_noop("Disclaimer"), "district": gettext_noop("District"),
    "documents": gettext_noop("Documents"), "edition": gettext_noop("Edition"),
    "eligibility_description": gettext_noop("Who can come"), "email": gettext_noop("E-mail"),
    "emergency_numbers": gettext_noop("Emergency numbers"), "encyclopaedia": gettext_noop("Copies an encyclopaedia"),
    "end": gettext_noop("Last day"), "ends": gettext_noop("Ends"), "everywhere": gettext_noop("In every country"),
    "example": gettext_noop("Example"), "factor": gettext_noop("Key factor that it serves"),
    "fallback_languages": gettext_noop("Languages to fall back on"),
    "fees_description": gettext_noop("What it costs"), "follow_up": gettext_noop("Follow-up and review"),
    "for_all": gettext_noop("All cities together"), "forms": gettext_noop("Other forms"),
    "function": gettext_noop("Function"), "funding": gettext_noop("Statement of funding"),
    "future_actions": gettext_noop("Future action"), "gives": gettext_noop("Shares its experience"),
    "group": gettext_noop("Group"), "history": gettext_noop("History"), "host": gettext_noop("Host"),
    "how": gettext_noop("How"), "hue": gettext_noop("Colour"), "icon": gettext_noop("Pictogram"),
    "id": gettext_noop("Identifier"), "interpretation_services": gettext_noop("Interpreters"),
    "key_factors": gettext_noop("Key factors"), "label": gettext_noop("Text of the link"),
    "language": gettext_noop("Language"), "languages": gettext_noop("Languages"),
    "languages_note": gettext_noop("Note on the languages"),
    "languages_source": gettext_noop("Source of the languages"), "latitude": gettext_noop("Latitude"),
    "lead": gettext_noop("Who leads"), "lessons": gettext_noop("Lessons"), "licence": gettext_noop("Licence"),
    "lines": gettext_noop("Address"), "locations": gettext_noop("Where"), "logo": gettext_noop("Logo"),
    "longitude": gettext_noop("Longitude"), "members": gettext_noop("Cities and their roles"),
    "method": gettext_noop("The method"), "migration": gettext_noop("Migration"), "name": gettext_noop("Name"),
    "needs": gettext_noop("Need"), "network": gettext_noop("The local support network"), "note": gettext_noop("Note"),
    "notice": gettext_noop("Notice"), "number": gettext_noop("Number"), "objective": gettext_noop("Objective"),
    "objectives": gettext_noop("Objectives"), "office": gettext_noop("Programme office"),
    "official_names": gettext_noop("Official name"), "online": gettext_noop("Held online"),
    "opens_at": gettext_noop("Opens at"), "organiser": gettext_noop("Organiser"),
    "organization": gettext_noop("Who offers it"), "organizations": gettext_noop("Who offers it"),
    "original_language": gettext_noop("Original language"), "original_name": gettext_noop("Its own name"),
    "others": gettext_noop("What other sources say"), "outputs": gettext_noop("Outputs"),
    "participants": gettext_noop("Who takes part"), "partners": gettext_noop("Partners"),
    "period": gettext_noop("Period"), "phases": gettext_noop("Phases"), "phones": gettext_noop("Telephone"),
    "place": gettext_noop("Where"), "points": gettext_noop("Points"), "population": gettext_noop("Population"),
    "postal_code": gettext_noop("Postal code"), "practice": gettext_noop("Good practice"),
    "practices": gettext_noop("Good practice"), "process": gettext_noop("Process"),
    "profile": gettext_noop("About the city"), "progress": gettext_noop("How progress is seen"),
    "published": gettext_noop("Published on"), "publisher": gettext_noop("Publisher"),
    "purpose": gettext_noop("Purpose"), "questions": gettext_noop("Question"), "read": gettext_noop("Read on"),
    "region": gettext_noop("Region"), "resources": gettext_noop("Resources"),
    "results": gettext_noop("Expected results"), "role": gettext_noop("Role"), "round": gettext_noop("Round"),
    "rounds": gettext_noop("Rounds"), "rules": gettext_noop("Rules"), "rules_of": gettext_noop("Whose rules hold"),
    "schedules": gettext_noop("Opening hours"), "seat": gettext_noop("Seat"),
    "sensitive": gettext_noop("About safety, law or health"), "services": gettext_noop("Service"),
    "sessions": gettext_noop("Agenda"), "social": gettext_noop("Accounts in social networks"),
    "source": gettext_noop("Source"), "standard": gettext_noop("Standard"), "start": gettext_noop("First day"),
    "starts": gettext_noop("Begins"), "state": gettext_noop("State"), "state_province": gettext_noop("Region"),
    "statement": gettext_noop("Key factor"), "status": gettext_noop("Open or closed"), "steps": gettext_noop("Steps"),
    "strand": gettext_noop("Strand"), "strengths": gettext_noop("Strength"), "subtitle": gettext_noop("Subtitle"),
    "summary": gettext_noop("In brief"), "text": gettext_noop("Text"), "theme": gettext_noop("Theme"),
    "time_zone": gettext_noop("Time zone"), "title": gettext_noop("Title"),
    "to_check": gettext_noop("Still to be checked"), "transportation": gettext_noop("How to get there"),
    "type": gettext_noop("Sort"), "unit": gettext_noop("Unit"), "url": gettext_noop("Address"),
    "valid_from": gettext_noop("Valid from"), "valid_to": gettext_noop("Valid until"), "value": gettext_noop("Value"),
    "visits_points": gettext_noop("Study visits"),
    "watched": gettext_noop("Needs a button to leave the page at once"), "website": gettext_noop("Website"),
    "when": gettext_noop("When"), "why": gettext_noop("Why"), "words": gettext_noop("Words for the search"),
    "writes_plan": gettext_noop("Writes an action plan"), "years": gettext_noop("Years"),
}  # fmt: skip

_CHOICES = {
    "sourced": gettext_noop("sourced"), "proposed": gettext_noop("proposed"), "awaited": gettext_noop("awaited"),
    "academy": gettext_noop("Academy"), "active": gettext_noop("Open"), "all": gettext_noop("For all cities"),
    "association": gettext_noop("Association"), "board": gettext_noop("Board"), "campaign": gettext_noop("Campaign"),
    "cell": gettext_noop("Mobile phone"), "conference": gettext_noop("Conference"),
    "coordinator": gettext_noop("Coordinator"), "count": gettext_noop("Things"),
    "defunct": gettext_noop("Closed for good"), "eu": gettext_noop("European Union"),
    "evaluator": gettext_noop("Evaluator"), "exhibition": gettext_noop("Exhibition"), "expert": gettext_noop("Expert"),
    "facilitator": gettext_noop("Facilitator"), "fax": gettext_noop("Fax"), "inactive": gettext_noop("Closed for now"),
    "languages": gettext_noop("Languages"), "meeting": gettext_noop("Meeting"), "milestone": gettext_noop("Milestone"),
    "pager": gettext_noop("Pager"), "partner": gettext_noop("Partner"), "people": gettext_noop("People"),
    "percent": gettext_noop("Per cent"), "sharing": gettext_noop("Alongside the visits"),
    "steering-committee": gettext_noop("Steering committee"), "study-visit": gettext_noop("Study visit"),
    "temporarily closed": gettext_noop("Closed for now"), "text": gettext_noop("Text message"),
    "textphone": gettext_noop("Textphone"), "training": gettext_noop("Training"),
    "transfer-workshop": gettext_noop("Transfer workshop"), "video": gettext_noop("Video call"),
    "visits": gettext_noop("Study visits"), "voice": gettext_noop("Telephone"), "workshop": gettext_noop("Workshop"),
}  # fmt: skip

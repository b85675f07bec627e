"""What people call the fields of data and the values that may be chosen in them, in plain words to be translated."""

from __future__ import annotations

from inclucities_docs.source.words import mark_word

__all__ = ["name_choice", "name_key"]


def name_key(key: str) -> str:
    """Return what people call a field, as words to be translated."""
    return _FIELDS.get(key, key.replace("_", " "))


def name_choice(value: str) -> str:
    """Return what people call a value that may be chosen, as words to be translated."""
    return _CHOICES.get(value, value)


_FIELDS = {
    "about": mark_word("In short"), "accessibility": mark_word("Accessibility"),
    "acronym": mark_word("Short name"), "actions": mark_word("Actions"),
    "additional_factors": mark_word("Additional factor"), "additional_urls": mark_word("Other addresses"),
    "address": mark_word("Address"), "address_1": mark_word("Street and number"), "aim": mark_word("Aim"),
    "alt": mark_word("The logo in words"), "announced_languages": mark_word("Languages announced"),
    "application_process": mark_word("What to do first"), "area": mark_word("Area"),
    "as_of": mark_word("As of"), "association": mark_word("Association"),
    "assured_date": mark_word("Last checked on"), "assurer_email": mark_word("Checked by"),
    "author": mark_word("Author"), "avoid": mark_word("Words to avoid"), "awaited": mark_word("Awaited"),
    "awaited_from": mark_word("Awaited from"), "benchmark": mark_word("Benchmark"),
    "byday": mark_word("Days of the week"), "calls": mark_word("Who answers"), "categories": mark_word("Topic"),
    "changes": mark_word("Change"), "check_months": mark_word("Months until the next check"),
    "checked": mark_word("Has been checked"), "cities": mark_word("Cities"), "city": mark_word("City"),
    "closes_at": mark_word("Closes at"), "code": mark_word("Code"),
    "conflicts": mark_word("Where sources disagree"), "contact": mark_word("Contact"),
    "context": mark_word("How it came about"), "coordinates": mark_word("Place on the map"),
    "counted": mark_word("Its forms behind numbers"), "country": mark_word("Country"),
    "date": mark_word("Date of this edition"), "day": mark_word("Day"),
    "zero": mark_word("Behind 0"), "two": mark_word("Behind 2"), "few": mark_word("Behind 3"),
    "many": mark_word("Behind 5"),
    "days": mark_word("Single days"), "definition": mark_word("Definition"),
    "described": mark_word("The title only describes the page"),
    "description": mark_word("Description"), "desk": mark_word("Where to ask when nothing else helps"),
    "detail": mark_word("Details"), "disclaimer": mark_word("Disclaimer"), "district": mark_word("District"),
    "documents": mark_word("Documents"), "edition": mark_word("Edition"),
    "eligibility_description": mark_word("Who can come"), "email": mark_word("E-mail"),
    "emergency_numbers": mark_word("Emergency numbers"), "encyclopaedia": mark_word("Copies an encyclopaedia"),
    "end": mark_word("Last day"), "ends": mark_word("Ends"), "everywhere": mark_word("In every country"),
    "example": mark_word("Example"), "factor": mark_word("Key factor that it serves"),
    "fallback_languages": mark_word("Languages to fall back on"),
    "fees_description": mark_word("What it costs"), "follow_up": mark_word("Follow-up and review"),
    "for_all": mark_word("All cities together"), "forms": mark_word("Other forms"),
    "function": mark_word("Function"), "funding": mark_word("Statement of funding"),
    "future_actions": mark_word("Future action"), "gives": mark_word("Shares its experience"),
    "group": mark_word("Group"), "history": mark_word("History"), "host": mark_word("Host"),
    "how": mark_word("How"), "hue": mark_word("Colour"), "icon": mark_word("Pictogram"),
    "id": mark_word("Identifier"), "interpretation_services": mark_word("Interpreters"),
    "key_factors": mark_word("Key factors"), "label": mark_word("Text of the link"),
    "language": mark_word("Language"), "languages": mark_word("Languages"),
    "languages_note": mark_word("Note on the languages"),
    "languages_source": mark_word("Source of the languages"), "latitude": mark_word("Latitude"),
    "lead": mark_word("Who leads"), "lessons": mark_word("Lessons"), "licence": mark_word("Licence"),
    "lines": mark_word("Address"), "locations": mark_word("Where"), "logo": mark_word("Logo"),
    "longitude": mark_word("Longitude"), "members": mark_word("Cities and their roles"),
    "method": mark_word("The method"), "migration": mark_word("Migration"), "name": mark_word("Name"),
    "needs": mark_word("Need"), "network": mark_word("The local support network"), "note": mark_word("Note"),
    "notice": mark_word("Notice"), "number": mark_word("Number"), "objective": mark_word("Objective"),
    "objectives": mark_word("Objectives"), "office": mark_word("Programme office"),
    "official_names": mark_word("Official name"), "online": mark_word("Held online"),
    "opens_at": mark_word("Opens at"), "organiser": mark_word("Organiser"),
    "organization": mark_word("Who offers it"), "organizations": mark_word("Who offers it"),
    "original_language": mark_word("Original language"), "original_name": mark_word("Its own name"),
    "others": mark_word("What other sources say"), "outputs": mark_word("Outputs"),
    "participants": mark_word("Who takes part"), "partners": mark_word("Partners"),
    "period": mark_word("Period"), "phases": mark_word("Phases"), "phones": mark_word("Telephone"),
    "place": mark_word("Where"), "points": mark_word("Points"), "population": mark_word("Population"),
    "postal_code": mark_word("Postal code"), "practice": mark_word("Good practice"),
    "practices": mark_word("Good practice"), "process": mark_word("Process"),
    "profile": mark_word("About the city"), "progress": mark_word("How progress is seen"),
    "published": mark_word("Published on"), "publisher": mark_word("Publisher"),
    "purpose": mark_word("Purpose"), "questions": mark_word("Question"), "read": mark_word("Read on"),
    "region": mark_word("Region"), "resources": mark_word("Resources"),
    "results": mark_word("Expected results"), "role": mark_word("Role"), "round": mark_word("Round"),
    "rounds": mark_word("Rounds"), "rules": mark_word("Rules"), "rules_of": mark_word("Whose rules hold"),
    "schedules": mark_word("Opening hours"), "seat": mark_word("Seat"),
    "sensitive": mark_word("About safety, law or health"), "services": mark_word("Service"),
    "sessions": mark_word("Agenda"), "social": mark_word("Accounts in social networks"),
    "source": mark_word("Source"), "standard": mark_word("Standard"), "start": mark_word("First day"),
    "starts": mark_word("Begins"), "state": mark_word("State"), "state_province": mark_word("Region"),
    "statement": mark_word("Key factor"), "status": mark_word("Open or closed"), "steps": mark_word("Steps"),
    "strand": mark_word("Strand"), "strengths": mark_word("Strength"), "subtitle": mark_word("Subtitle"),
    "summary": mark_word("In brief"), "text": mark_word("Text"), "theme": mark_word("Theme"),
    "time_zone": mark_word("Time zone"), "title": mark_word("Title"),
    "to_check": mark_word("Still to be checked"), "transportation": mark_word("How to get there"),
    "type": mark_word("Sort"), "unit": mark_word("Unit"), "url": mark_word("Address"),
    "valid_from": mark_word("Valid from"), "valid_to": mark_word("Valid until"), "value": mark_word("Value"),
    "visits_points": mark_word("Study visits"),
    "watched": mark_word("Needs a button to leave the page at once"), "website": mark_word("Website"),
    "when": mark_word("When"), "why": mark_word("Why"), "words": mark_word("Words for the search"),
    "writes_plan": mark_word("Writes an action plan"), "years": mark_word("Years"),
}  # fmt: skip

_CHOICES = {
    "sourced": mark_word("sourced"), "proposed": mark_word("proposed"), "awaited": mark_word("awaited"),
    "academy": mark_word("Academy"), "active": mark_word("Open"), "all": mark_word("For all cities"),
    "association": mark_word("Association"), "board": mark_word("Board"), "campaign": mark_word("Campaign"),
    "cell": mark_word("Mobile phone"), "conference": mark_word("Conference"),
    "coordinator": mark_word("Coordinator"), "count": mark_word("Things"),
    "defunct": mark_word("Closed for good"), "eu": mark_word("European Union"),
    "evaluator": mark_word("Evaluator"), "exhibition": mark_word("Exhibition"), "expert": mark_word("Expert"),
    "facilitator": mark_word("Facilitator"), "fax": mark_word("Fax"), "inactive": mark_word("Closed for now"),
    "languages": mark_word("Languages"), "meeting": mark_word("Meeting"), "milestone": mark_word("Milestone"),
    "pager": mark_word("Pager"), "partner": mark_word("Partner"), "people": mark_word("People"),
    "percent": mark_word("Per cent"), "sharing": mark_word("Alongside the visits"),
    "steering-committee": mark_word("Steering committee"), "study-visit": mark_word("Study visit"),
    "temporarily closed": mark_word("Closed for now"), "text": mark_word("Text message"),
    "textphone": mark_word("Textphone"), "training": mark_word("Training"),
    "transfer-workshop": mark_word("Transfer workshop"), "video": mark_word("Video call"),
    "visits": mark_word("Study visits"), "voice": mark_word("Telephone"), "workshop": mark_word("Workshop"),
}  # fmt: skip

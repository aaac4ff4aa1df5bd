"""How people write a way to reach them: the expressions that contact_details.py looks for."""

import re
from typing import Final

# Read in folded text: small letters, plain apostrophes, nothing invisible.
_PLACES: Final = (
    r"(?:insta(?:gram)?|the gram|ig|snap(?:chat)?|sc|discord|disc|telegram|tele|whats ?app|wapp|kik"
    r"|tik ?tok|facebook|fb|messenger|signal|twitter|skype|reddit|viber|we ?chat|line|steam|roblox"
    r"|zoom|face ?time|tinder|grindr|onlyfans|e-?mail|gmail)"
)
_NAMED: Final = (
    r"(?:insta(?:gram)?|ig|snap(?:chat)?|sc|discord|telegram|kik|tik ?tok|skype|whats ?app)"
)
_NUMBER_OF: Final = r"(?:(?:phone|cell|mobile|mob|whats ?app)\s)?(?:number|num|no\.|digits)"
_DOT: Final = r"(?:\.|\s?[\[({]dot[\])}]\s?|\sdot\s)"
_AT: Final = r"(?:\s?@\s?|\s?[\[({]at[\])}]\s?|\sat\s)"
_MAILERS: Final = r"(?:gmail|googlemail|hotmail|outlook|yahoo|icloud|proton(?:mail)?|aol|gmx|live)"
_SAID_DIGIT: Final = (
    r"(?:zero|oh|o|nought|nil|one|two|three|four|five|six|seven|eight|nine|double|triple|\d)"
)
_ME: Final = r"(?:to\s)?(?:me|us)\s"
_FIRST: Final = r"(?:can|please|pls|plz|just|and|or|so|you|u|could|should|always|to)"
_OPENS: Final = rf"(?:(?:^|[.!?,;:\n])\s*|\b{_FIRST}\s)"

EMAIL: Final = re.compile(
    rf"(?<![\w.+-])[\w.+-]{{1,64}}(?:@[\w-]{{1,63}}(?:{_DOT}[\w-]{{2,63}})+"
    rf"|{_AT}[\w-]{{1,63}}{_DOT}(?:com|net|org|edu|me|de|fr|es|co\.uk|co)\b"
    rf"|{_AT}{_MAILERS}\b(?!\s(?:is|was|and|again|today)\b))"
)
AT_ALONE: Final = re.compile(r"at(?<=[\s({\[]at)(?=[\s)}\]])")
EMAIL_AT: Final = re.compile(rf"@|{_AT}(?:{_MAILERS}|[\w-]{{1,63}}{_DOT})")
"""Without it the expression before it cannot match; looking for it is quick."""
LINK: Final = re.compile(
    r"(?:https?://|www\.)\S+"
    r"|(?<![\w@.-])[\w-]{1,63}\.(?:com|net|org|io|me|gg|ly|info|xyz|app|link|chat)\b(?:/\S*)?"
)
MESSENGERS: Final = re.compile(
    r"wa\.me|t\.me|discord|instagram|snapchat|facebook|fb\.|kik\.|telegram|whatsapp|onlyfans"
    r"|zoom\.us|meet\.google|linktr|signal\.(?:me|group)|omegle"
)
HANDLE: Final = re.compile(r"(?<![\w@.])@[a-z_][\w.]{2,30}|(?<![\w#])[a-z][\w.]{1,31}#\d{4}(?!\d)")
_WAYS: Final = (
    (
        r"(?:add|find|follow|text|message|msg|dm|pm|hmu|hit me up|reach|contact|write|look me up"
        r"|(?:talk|chat|speak|move|continue|carry on|switch|go)(?:\sto\sme)?)\s(?:to\s)?"
        rf"(?:me\s|over\s)?(?:on|at|via|by|through|over|in|to)\s(?:my\s|the\s)?{_PLACES}\b"
    ),
    (
        rf"my\s{_NAMED}(?:\s(?:name|user|username|handle|id|address|number|tag|is)\b"
        r"|\s?[:=]|\s?@|'s\b|\s[\w.]*[\d_.][\w.]*)"
    ),
    rf"\b{_NAMED}\s?[:=]\s?[\w.]{{3,}}|\badd\sme\s?:?\s[\w.]*[\d_][\w.]*",
    (
        r"(?:what(?:'?s|\sis|\sare)|give\sme|send\sme|can\si\s(?:have|get)|could\si\s(?:have|get)"
        r"|do\s(?:you|u)\shave|(?:you|u)\sgot|got|drop|swap|exchange)\s"
        rf"(?:a\s|an\s|ur\s|your\s|u\s|you\s|any\s)?(?:{_PLACES}|{_NUMBER_OF})\b"
    ),
    (
        rf"(?:text|call|ring|phone|whats ?app|msg|message)\s{_ME}(?:on|at)\s"
        r"(?:my\b|this\b|\+?\(?\d{3})"
    ),
    (
        rf"{_OPENS}(?:text|call|ring|phone|whats ?app)\s{_ME}"
        r"(?:tonight|tomorrow|later|now|any ?time|when(?:ever)?\s(?:you|u))\b"
    ),
    rf"(?:my|here(?:'?s|\sis)\smy)\s{_NUMBER_OF}\s?(?:is\b|:|\+?\d)",
    r"my\s(?:home\s)?address\sis\b|i\slive\sat\s\d|my\spost ?code\sis\b|my\szip(?:\scode)?\sis\b",
    (
        r"(?:can|could|should|shall|let'?s|let\sus|wanna|want\sto|would\slike\sto)\s(?:we\s|you\s)?"
        r"(?:just\s)?(?:meet|hang\sout|see\seach\sother)(?:\sup)?\s(?:with\sme\s)?"
        r"(?:in\sperson|irl|in\sreal\slife|face\sto\sface|outside\s(?:of\s)?(?:this|here))\b"
    ),
)
ELSEWHERE: Final = re.compile(rf"(?:(?<!\w)|(?=[.!?,;:\n]))(?:{'|'.join(_WAYS)})")
DIGIT: Final = re.compile(r"\d")
NUMBER: Final = re.compile(
    r"(?<![\w.,/£$€])(?!(?:19|20)\d\d[-./ ]\d{1,2}[-./ ]|\d{1,2}[-./ ]\d{1,2}[-./ ](?:19|20)\d\d)"
    r"(?:\+|00)?\(?(?:\d|o(?=\d))(?:[\s().-]{0,3}(?:\d|[oil](?=[\s().-]{0,3}\d))){6,14}"
    r"(?![\d/£$€%])"
)
LETTERS_FOR_DIGITS: Final = str.maketrans("oil", "011")
SAID_NUMBER: Final = re.compile(rf"\b{_SAID_DIGIT}(?:[\s,.-]{{1,3}}{_SAID_DIGIT}){{6,}}\b")
COUNTING: Final = re.compile(
    r"(?:zero\W+)?(?:one|1)\W+(?:two|2)\W+(?:three|3)|(?:ten\W+)?(?:nine|9)\W+(?:eight|8)\W+(?:seven|7)"
)
"""People count to stay calm."""

NEEDLES: Final = (
    *("insta", "snap", "disc", "tele", "what", "wapp", "kik", "tok", "face", "fb", "messenger"),
    *("signal", "twitter", "skype", "reddit", "viber", "chat", " line", "steam", "roblox", "zoom"),
    *("tinder", "grindr", "onlyfans", "mail", "the gram", "number", " num ", "digits", "address"),
    *("live at", "post code", "postcode", "zip", "text me", "text us", "call me", "call us", "irl"),
    *("ring me", "phone me", "msg me", "add me", "in person", "real life", "outside", " sc", " ig"),
    *("my ig", "my sc", "ig:", "ig is", "sc:"),
)
"""Without one of these the long expression ELSEWHERE cannot match; looking for them is quick."""
SAID_NEEDLES: Final = ("zero", "three", "four", "five", "six", "seven", "eight", "nine", "double")

"""Words in headings and cells that tell what a column holds, in English and German."""


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


YES = _words("yes y true ja wahr oui si sí x ✓ ✔")
NO = _words("no n false nein falsch non - ✗")
MONEY = _words(
    "price cost costs amount total fee rent salary wage revenue turnover budget deposit discount balance "
    "preis kosten betrag summe gebuhr gebuehr miete gehalt lohn umsatz einzelpreis gesamtpreis"
)
CALLS = _words("phone telephone tel mobile cell fax telefon handy mobil telefonnummer")
IDS = _words("id nr no number num code sku isbn ean key ref reference nummer kennung uid")


def is_id(word: str) -> bool:
    """Whether a word of a heading speaks of a code: ``id``, ``sku``, ``kundennr``."""
    return word in IDS or word.endswith(("nr", "nummer"))


ZIPS = _words("zip postcode plz postal postleitzahl iban vat bic tax")
CHOICES = _words(
    "status state stage type category kind priority level gender size colour color group class phase role "
    "unit typ kategorie art prioritat prioritaet zustand gruppe grosse groesse farbe abteilung department"
)
LONG = _words(
    "notes note description comment comments remarks notiz notizen beschreibung bemerkung kommentar"
)
TITLES = _words("name title label subject bezeichnung titel betreff nachname")
ABOVE = _words("parent manager supervisor boss superior vorgesetzter vorgesetzte leiter ubergeordnet")
"""What a column is called that names another row of the same sheet."""
GENERIC = _words("sheet tabelle table feuil hoja blatt data daten export import file book mappe untitled")
"""What sheets and files are called that nobody has given a name."""

"""Who is named in an article, what they are, and which mentions across articles mean one person.

`find_people` reads an article; `appearances` keeps of it what tells people apart; `cards` makes records of people
from all appearances of one name, `decided` puts into effect what staff decided; `finding` answers who was meant by
what somebody typed. `FINGERPRINT` changes with the rules and the word lists, so that people found by other rules are
known as such.
"""

from searchsvc.people.decided import decided, families, related
from searchsvc.people.fingerprint import FINGERPRINT
from searchsvc.people.identity import appearances, cards
from searchsvc.people.mentions import find_people
from searchsvc.people.names import key

__all__ = ["FINGERPRINT", "appearances", "cards", "decided", "families", "find_people", "key", "related"]

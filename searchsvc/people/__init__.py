"""Who is named in an article, what they are, and which mentions across articles mean one person.

`find_people` reads an article; `appearances` keeps of it what tells people apart; `cards` makes records of people
from all appearances of one name; `finding` answers who was meant by what somebody typed.
"""

from searchsvc.people.mentions import find_people
from searchsvc.people.names import key

__all__ = ["find_people", "key"]

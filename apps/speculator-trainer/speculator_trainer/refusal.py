"""What is refused because of what was given, unlike a failure: the message says to the user what to change."""


class Refused(Exception):
    pass

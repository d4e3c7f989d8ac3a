"""Staff's accounts: what they may do, how they sign in, what is written down of it.

roles.py       the groups of the roles, and their rights as `migrate` gives them
models.py      which group stands for a role; the log of accounts
log.py         what is written into the log, and when
guessing.py    limits on guessing passwords and codes (django-axes)
two_step.py    codes of a phone and recovery codes (django-otp)
sessions.py    ending sessions of other places; required.py   who must set up the second step first
newcomers.py   the form for a new colleague;   links.py   the link by which somebody chooses a password
site.py        the addresses on the desk;   signing_in.py, own.py   the pages behind them;   pictures.py   their picture
admin.py       accounts, groups and the log on the desk;   rights.py   rights as people read them
"""

"""What looks into an uploaded file. It runs in a child process under limits of memory and time (`isolation.py`
starts it), so nothing here imports Django, and a refusal is a code with parameters; `problems.py` has the words."""

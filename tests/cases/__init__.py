"""One diary file per rule, judged by the solver's rooms and by the auditor."""

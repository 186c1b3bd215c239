"""The second opinion: judges a plan or a week table rule by rule, without the solver."""

"""Why there is no plan: rules and wishes that cannot hold together."""

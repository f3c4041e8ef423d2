"""What can be sent of each record, field by field: nothing else is taken."""

"""Input serializers: the fields that can be written of each record. Unknown fields are refused."""

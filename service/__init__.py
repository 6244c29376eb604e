"""What every door asks: a request and a reader in, a value out; pure of any door."""

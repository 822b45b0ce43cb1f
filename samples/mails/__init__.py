"""Raw mails as the mail programs of customers really write them, byte for byte the same for the same letter."""

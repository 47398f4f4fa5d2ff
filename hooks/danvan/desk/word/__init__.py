"""Read manuscripts from Word files, and write Word files for those who review in Word."""

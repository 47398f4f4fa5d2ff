"""What stands in a press file: its pages carried out mark by mark, its pictures decoded."""

# What each type must be given, and no more.

resource "aws_transcribe_medical_vocabulary" "a" {
  language_code       = "en-US"
  vocabulary_file_uri = "demo"
  vocabulary_name     = "demo"
}

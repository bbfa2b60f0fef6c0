# What each type must be given, and no more.

resource "aws_ivs_channel" "a" {
}

resource "aws_ivs_playback_key_pair" "a" {
  public_key = "demo"
}

resource "aws_ivs_recording_configuration" "a" {
  destination_configuration {
    s3 {
      bucket_name = "demo-bucket-xyz"
    }
  }
}

resource "aws_ivschat_logging_configuration" "a" {
}

resource "aws_ivschat_room" "a" {
}

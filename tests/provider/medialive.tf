# What each type must be given, and no more.

resource "aws_medialive_channel" "a" {
  channel_class = "STANDARD"
  name          = "demo"
  destinations {
    id = "demo"
  }
  encoder_settings {
    output_groups {
      output_group_settings {
      }
      outputs {
        output_settings {
        }
      }
    }
    timecode_config {
      source = "EMBEDDED"
    }
  }
  input_attachments {
    input_attachment_name = "demo"
    input_id              = "demo"
  }
  input_specification {
    codec            = "MPEG2"
    input_resolution = "SD"
    maximum_bitrate  = "MAX_10_MBPS"
  }
}

resource "aws_medialive_input" "a" {
  name = "demo"
  type = "UDP_PUSH"
}

resource "aws_medialive_input_security_group" "a" {
  whitelist_rules {
    cidr = "10.0.0.0/16"
  }
}

resource "aws_medialive_multiplex_program" "a" {
  multiplex_id = "demo"
  program_name = "demo"
}

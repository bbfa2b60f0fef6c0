# What each type must be given, and no more.

resource "aws_comprehend_document_classifier" "a" {
  data_access_role_arn = "arn:aws:iam::123456789012:role/demo"
  language_code        = "en"
  name                 = "demo"
  input_data_config {
    augmented_manifests {
      attribute_names = ["demo"]
      s3_uri          = "demo"
    }
  }
}

resource "aws_comprehend_entity_recognizer" "a" {
  data_access_role_arn = "arn:aws:iam::123456789012:role/demo"
  language_code        = "en"
  name                 = "demo"
  input_data_config {
    annotations {
      s3_uri = "demo"
    }
    augmented_manifests {
      attribute_names = ["demo"]
      s3_uri          = "demo"
    }
    entity_types {
      type = "demo"
    }
  }
}

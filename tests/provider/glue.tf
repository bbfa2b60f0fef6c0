# What each type must be given, and no more.

resource "aws_athena_database" "a" {
  name = "demo"
}

resource "aws_glue_catalog_database" "a" {
  name = "demo"
}

resource "aws_glue_catalog_table" "a" {
  database_name = "demo"
  name          = "demo"
}

resource "aws_glue_classifier" "a" {
  name = "demo"
}

resource "aws_glue_connection" "a" {
  name = "demo"
}

resource "aws_glue_crawler" "a" {
  database_name = "demo"
  name          = "demo"
  role          = "arn:aws:iam::123456789012:role/demo"
  catalog_target {
    database_name = "demo"
    tables        = ["demo"]
  }
}

resource "aws_glue_data_catalog_encryption_settings" "a" {
  data_catalog_encryption_settings {
    connection_password_encryption {
      return_connection_password_encrypted = false
    }
    encryption_at_rest {
      catalog_encryption_mode = "DISABLED"
    }
  }
}

resource "aws_glue_data_quality_ruleset" "a" {
  name    = "demo"
  ruleset = "demo"
}

resource "aws_glue_dev_endpoint" "a" {
  name     = "demo"
  role_arn = "arn:aws:iam::123456789012:role/demo"
}

resource "aws_glue_job" "a" {
  name     = "demo"
  role_arn = "arn:aws:iam::123456789012:role/demo"
  command {
    script_location = "demo"
  }
}

resource "aws_glue_ml_transform" "a" {
  name     = "demo"
  role_arn = "arn:aws:iam::123456789012:role/demo"
  input_record_tables {
    database_name = "demo"
    table_name    = "demo"
  }
  parameters {
    transform_type = "FIND_MATCHES"
    find_matches_parameters {
    }
  }
}

resource "aws_glue_partition" "a" {
  database_name    = "demo"
  partition_values = ["demo"]
  table_name       = "demo"
}

resource "aws_glue_partition_index" "a" {
  database_name = "demo"
  table_name    = "demo"
  partition_index {
  }
}

resource "aws_glue_registry" "a" {
  registry_name = "demo"
}

resource "aws_glue_schema" "a" {
  compatibility     = "NONE"
  data_format       = "AVRO"
  schema_definition = "demo"
  schema_name       = "demo"
}

resource "aws_glue_security_configuration" "a" {
  name = "demo"
  encryption_configuration {
    cloudwatch_encryption {
    }
    job_bookmarks_encryption {
    }
    s3_encryption {
    }
  }
}

resource "aws_glue_trigger" "a" {
  name = "demo"
  type = "SCHEDULED"
  actions {
  }
}

resource "aws_glue_user_defined_function" "a" {
  class_name    = "demo"
  database_name = "demo"
  name          = "demo"
  owner_name    = "demo"
  owner_type    = "USER"
}

resource "aws_glue_workflow" "a" {
}

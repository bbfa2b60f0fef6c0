# What each type must be given, and no more.

resource "aws_quicksight_analysis" "a" {
  analysis_id = "demo"
  name        = "demo"
  definition {
    data_set_identifiers_declarations {
    }
  }
}

resource "aws_quicksight_dashboard" "a" {
  dashboard_id        = "demo"
  name                = "demo"
  version_description = "demo"
  definition {
    data_set_identifiers_declarations {
    }
  }
}

resource "aws_quicksight_data_set" "a" {
  data_set_id = "demo"
  import_mode = "SPICE"
  name        = "demo"
}

resource "aws_quicksight_folder" "a" {
  folder_id = "demo"
}

resource "aws_quicksight_folder_membership" "a" {
  folder_id   = "demo"
  member_id   = "demo"
  member_type = "DASHBOARD"
}

resource "aws_quicksight_group" "a" {
  group_name = "demo"
}

resource "aws_quicksight_iam_policy_assignment" "a" {
  assignment_name   = "demo"
  assignment_status = "ENABLED"
}

resource "aws_quicksight_template" "a" {
  name                = "demo"
  template_id         = "demo"
  version_description = "demo"
  definition {
    data_set_configuration {
    }
  }
}

resource "aws_quicksight_theme" "a" {
  base_theme_id = "demo"
  name          = "demo"
  theme_id      = "demo"
}

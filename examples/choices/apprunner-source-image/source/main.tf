# platform: AWS publishes the runtime and builds each deployment on the newest one; no deployment, no patch.

resource "aws_apprunner_service" "shop" {
  service_name = "shop"

  source_configuration {
    authentication_configuration {
      connection_arn = "arn:aws:apprunner:eu-central-1:111122223333:connection/shop/00000000000000000000000000000000"
    }

    code_repository {
      repository_url = "https://github.com/example/shop"

      source_code_version {
        type  = "BRANCH"
        value = "main"
      }

      code_configuration {
        configuration_source = "REPOSITORY"
      }
    }
  }
}

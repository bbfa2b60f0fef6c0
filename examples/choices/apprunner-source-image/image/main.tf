# platform: the customer, who builds, patches and deploys the image.

resource "aws_apprunner_service" "shop" {
  service_name = "shop"

  source_configuration {
    auto_deployments_enabled = false

    image_repository {
      image_identifier      = "public.ecr.aws/nginx/nginx:stable"
      image_repository_type = "ECR_PUBLIC"
    }
  }
}

# guest-os: AWS. platform.patch-apply: the customer, who starts the app again on a newer image.

resource "aws_sagemaker_app" "research" {
  domain_id         = "d-0123456789ab"
  user_profile_name = "ada"
  app_name          = "default"
  app_type          = "KernelGateway"
}

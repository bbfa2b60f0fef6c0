# What each type must be given, and no more.

resource "aws_signer_signing_profile" "a" {
  platform_id = "AWSLambda-SHA384-ECDSA"
}

resource "aws_signer_signing_profile_permission" "a" {
  action       = "signer:StartSigningJob"
  principal    = "demo"
  profile_name = "demo"
}

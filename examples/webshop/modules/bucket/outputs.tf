output "name" {
  value = aws_s3_bucket.this.bucket

  # Writers of logs need the policy first.
  depends_on = [aws_s3_bucket_policy.this]
}

output "arn" {
  value = local.arn
}

variable "region" {
  type    = string
  default = "eu-central-1"
}

variable "project" {
  type    = string
  default = "webshop"
}

variable "environment" {
  type    = string
  default = "staging" # terraform.tfvars says production

  validation {
    condition     = contains(["staging", "production"], var.environment)
    error_message = "Use staging or production."
  }
}

variable "account_id" {
  description = "The account that the shop runs in; an account number from AWS's documentation."
  type        = string
  default     = "111122223333"
}

variable "vpc_cidr" {
  type    = string
  default = "10.20.0.0/16"
}

variable "availability_zones" {
  type    = list(string)
  default = ["eu-central-1a", "eu-central-1b"]
}

variable "app_ami_id" {
  description = "Image of the back office servers."
  type        = string
  default     = "ami-0123456789abcdef0"
}

variable "certificate_arn" {
  description = "Certificate of the shop's domain."
  type        = string
}

# No default and no value in terraform.tfvars: nobody can tell from this code how long backups are kept.
variable "backup_retention_days" {
  description = "Days that automated backups of the database are kept."
  type        = number
}

variable "enable_waf" {
  description = "Put a web ACL before the load balancer."
  type        = bool
  default     = false
}

variable "image_tag" {
  type    = string
  default = "2026.11.1"
}

variable "artifact_bucket" {
  description = "Bucket in which the build leaves its zip packages."
  type        = string
  default     = "example-build-artifacts"
}

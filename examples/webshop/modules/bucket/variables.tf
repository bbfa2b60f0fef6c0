variable "name" {
  type = string
}

variable "kms_key_arn" {
  description = "Key of the bucket; null for keys of Amazon S3."
  type        = string
  default     = null
}

variable "encrypt_with_kms" {
  type    = bool
  default = false
}

variable "expire_old_versions_after_days" {
  type    = number
  default = 90
}

variable "log_bucket" {
  description = "Bucket that takes the access logs; null for none."
  type        = string
  default     = null
}

variable "policy_documents" {
  description = "Further policy documents for the bucket."
  type        = list(string)
  default     = []
}

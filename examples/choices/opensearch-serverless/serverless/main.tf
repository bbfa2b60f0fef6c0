# platform: AWS; there is no engine version to choose.

resource "aws_opensearchserverless_security_policy" "search" {
  name = "search"
  type = "encryption"

  policy = jsonencode({
    Rules       = [{ ResourceType = "collection", Resource = ["collection/search"] }]
    AWSOwnedKey = true
  })
}

resource "aws_opensearchserverless_collection" "search" {
  name = "search"
  type = "SEARCH"

  depends_on = [aws_opensearchserverless_security_policy.search]
}

# What is said of a document that is looked at. The same keys as ja.ftl.
inspect-line = { $label }: { $value }
inspect-signed-by = Verified: yes, signed by { $by }
inspect-signed-by-installation = Verified: yes, signed by the installation itself, key { $key }
inspect-not-the-installation = Verified: no: { $why }
inspect-unknown-certificate = Verified: no: { $why }
inspect-file = Verified: no: { $why }
inspect-choice = Verified: no: { $why }
inspect-issuer = Verified: no: { $why }
inspect-unknown-root = Verified: no: { $why }

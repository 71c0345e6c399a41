import { generateKeyPair } from 'node:crypto'
import { promisify } from 'node:util'
import forge from 'node-forge'

/** A certificate with its key, both as PEM. */
export interface Certificate {
  readonly cert: string
  readonly key: string
}

const DAYS_VALID = 30
/** OpenSSL's and Go's numbers for the kinds of name in `subjectAltName`. */
const DNS = 2
const IP = 7

/**
 * A certificate for this machine's loopback that is its own authority: whoever is given it trusts its servers and
 * nothing else. API server and issuer share it; clients prove themselves by tokens.
 */
export async function makeCertificate(): Promise<Certificate> {
  const pair = await promisify(generateKeyPair)('rsa', {
    modulusLength: 2048,
    publicKeyEncoding: { type: 'spki', format: 'pem' },
    privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
  })
  const certificate = forge.pki.createCertificate()
  certificate.publicKey = forge.pki.publicKeyFromPem(pair.publicKey)
  certificate.serialNumber = '01'
  const now = Date.now()
  certificate.validity.notBefore = new Date(now - 60_000)
  certificate.validity.notAfter = new Date(now + DAYS_VALID * 24 * 3600 * 1000)
  const name = [{ name: 'commonName', value: 'kube-dc-lab' }]
  certificate.setSubject(name)
  certificate.setIssuer(name)
  certificate.setExtensions([
    { name: 'basicConstraints', cA: true, critical: true },
    { name: 'keyUsage', keyCertSign: true, digitalSignature: true, keyEncipherment: true, critical: true },
    { name: 'extKeyUsage', serverAuth: true },
    { name: 'subjectKeyIdentifier' },
    {
      name: 'subjectAltName',
      altNames: [
        { type: IP, ip: '127.0.0.1' },
        { type: DNS, value: 'localhost' },
      ],
    },
  ])
  certificate.sign(forge.pki.privateKeyFromPem(pair.privateKey), forge.md.sha256.create())
  return { cert: forge.pki.certificateToPem(certificate), key: pair.privateKey }
}

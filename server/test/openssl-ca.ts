import { execFile, spawn } from 'node:child_process'
import type { ChildProcess } from 'node:child_process'
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { promisify } from 'node:util'

/** By what an authority and its holders sign. */
export type KeyKind = 'rsa' | 'ecdsa' | 'sm2'

export interface Issued {
  readonly pem: string
  readonly certFile: string
  readonly keyFile: string
}

export interface IssueOptions {
  /** Distinguished name as openssl takes it: `/C=CN/CN=…`. */
  readonly subject: string
  /** Lines of an extension section; absent: a holder's. */
  readonly extensions?: readonly string[]
  /** `20200101000000Z`; absent: from now for a month. */
  readonly from?: string
  readonly to?: string
}

const run = promisify(execFile)
/** GB/T 35276: openssl has no default for it. */
const DISTID = 'distid:1234567812345678'

export const HOLDER = ['basicConstraints=critical,CA:false', 'keyUsage=critical,digitalSignature,nonRepudiation']
const AUTHORITY = [
  'basicConstraints=critical,CA:true',
  'keyUsage=critical,keyCertSign,cRLSign',
  'subjectKeyIdentifier=hash',
]

/** An authority made by openssl, in a folder of its own: another program's certificates, lists and responder, not ours. */
export class OpensslAuthority {
  readonly kind: KeyKind
  readonly folder: string
  readonly own: Issued
  #count = 0

  private constructor(kind: KeyKind, folder: string, own: Issued) {
    this.kind = kind
    this.folder = folder
    this.own = own
  }

  static async root(kind: KeyKind, name: string): Promise<OpensslAuthority> {
    const folder = await mkdtemp(join(tmpdir(), 'yiwang-ca-'))
    const [keyFile, certFile] = [join(folder, 'ca.key'), join(folder, 'ca.pem')]
    await makeKey(kind, keyFile)
    const exts = AUTHORITY.flatMap((line) => ['-addext', line])
    await openssl(folder, [
      ...[
        'req',
        '-x509',
        '-new',
        '-utf8',
        '-key',
        keyFile,
        '-out',
        certFile,
        '-days',
        '3650',
        '-subj',
        `/C=CN/CN=${name}`,
      ],
      ...['-config', await emptyConfig(folder), ...digest(kind), ...sigopt(kind), ...exts],
    ])
    return open(kind, folder, { certFile, keyFile })
  }

  /** An authority below this one. */
  async below(name: string, options: Partial<IssueOptions> = {}): Promise<OpensslAuthority> {
    const extensions = options.extensions ?? AUTHORITY
    const issued = await this.issue({ ...options, subject: `/C=CN/CN=${name}`, extensions })
    const folder = await mkdtemp(join(tmpdir(), 'yiwang-ca-'))
    return open(this.kind, folder, issued)
  }

  static of(kind: KeyKind, folder: string, own: Issued): OpensslAuthority {
    return new OpensslAuthority(kind, folder, own)
  }

  async issue(options: IssueOptions): Promise<Issued> {
    this.#count += 1
    const place = join(this.folder, `holder-${this.#count}`)
    const [keyFile, request, certFile] = [`${place}.key`, `${place}.csr`, `${place}.pem`]
    await makeKey(this.kind, keyFile)
    const config = await emptyConfig(this.folder)
    await openssl(this.folder, [
      ...['req', '-new', '-utf8', '-key', keyFile, '-out', request, '-subj', options.subject, '-config', config],
      ...[...digest(this.kind), ...sigopt(this.kind)],
    ])
    await writeFile(`${place}.ext`, `[ext]\n${(options.extensions ?? HOLDER).join('\n')}\n`)
    const times = [
      ...(options.from ? ['-startdate', options.from] : []),
      ...(options.to ? ['-enddate', options.to] : []),
    ]
    const vfyopt = this.kind === 'sm2' ? ['-vfyopt', DISTID] : []
    await openssl(this.folder, [
      ...['ca', '-batch', '-notext', '-utf8', '-config', join(this.folder, 'ca.cnf'), '-in', request, '-out', certFile],
      ...['-extfile', `${place}.ext`, '-extensions', 'ext', ...times, ...sigopt(this.kind), ...vfyopt],
    ])
    return { certFile, keyFile, pem: await readFile(certFile, 'utf8') }
  }

  async revoke({ certFile }: Issued): Promise<void> {
    await openssl(this.folder, [
      'ca',
      '-batch',
      '-config',
      join(this.folder, 'ca.cnf'),
      '-revoke',
      certFile,
      ...sigopt(this.kind),
    ])
  }

  /** The list as it is now, in DER. */
  async crl(options: readonly string[] = []): Promise<Buffer> {
    const [pem, out] = [join(this.folder, 'crl.pem'), join(this.folder, 'crl.der')]
    await openssl(this.folder, [
      'ca',
      '-gencrl',
      '-config',
      join(this.folder, 'ca.cnf'),
      '-out',
      pem,
      ...sigopt(this.kind),
      ...options,
    ])
    await openssl(this.folder, ['crl', '-in', pem, '-outform', 'DER', '-out', out])
    return readFile(out)
  }

  /** `openssl ocsp` as a process of its own, answering by a certificate of this authority's hand. */
  async respond(): Promise<{ port: number; stop(): Promise<void> }> {
    const signer = await this.issue({
      subject: '/C=CN/CN=OCSP',
      extensions: [...HOLDER, 'extendedKeyUsage=critical,OCSPSigning', 'noCheck=ignored'],
    })
    const rsigopt = this.kind === 'sm2' ? ['-rsigopt', DISTID] : []
    const child = spawn('openssl', [
      ...['ocsp', '-index', join(this.folder, 'index.txt'), '-port', '0', '-CA', this.own.certFile],
      ...[
        '-rsigner',
        signer.certFile,
        '-rkey',
        signer.keyFile,
        '-rmd',
        this.kind === 'sm2' ? 'sm3' : 'sha256',
        ...rsigopt,
      ],
      ...['-ndays', '1', '-ignore_err'],
    ])
    return { port: await portOf(child), stop: () => ended(child) }
  }

  /** A plain signature, as a key holder gives it out, in base64. */
  async sign({ keyFile }: Issued, text: string, padding: readonly string[] = []): Promise<string> {
    const file = join(this.folder, 'text')
    await writeFile(file, text)
    const options = [...digest(this.kind), ...sigopt(this.kind), ...padding]
    const { stdout } = await run('openssl', ['dgst', ...options, '-sign', keyFile, file], { encoding: 'buffer' })
    return stdout.toString('base64')
  }

  /** A signed message with the holder's certificate and what stands between it and the root, in base64. */
  async signMessage({ certFile, keyFile }: Issued, text: string, options: readonly string[] = []): Promise<string> {
    const file = join(this.folder, 'text')
    await writeFile(file, text)
    const args = ['cms', '-sign', '-binary', '-md', 'sha256', '-in', file, '-signer', certFile, '-inkey', keyFile]
    const more = ['-certfile', this.own.certFile, '-outform', 'DER', ...options]
    const { stdout } = await run('openssl', [...args, ...more], { encoding: 'buffer' })
    return stdout.toString('base64')
  }

  async remove(): Promise<void> {
    await rm(this.folder, { recursive: true, force: true })
  }
}

async function open(
  kind: KeyKind,
  folder: string,
  files: { certFile: string; keyFile: string },
): Promise<OpensslAuthority> {
  await writeFile(join(folder, 'index.txt'), '')
  await writeFile(join(folder, 'index.txt.attr'), 'unique_subject = no\n')
  await writeFile(join(folder, 'serial'), '1000\n')
  await writeFile(join(folder, 'crlnumber'), '01\n')
  await writeFile(join(folder, 'ca.cnf'), configOf(kind, folder, files))
  return OpensslAuthority.of(kind, folder, { ...files, pem: await readFile(files.certFile, 'utf8') })
}

function configOf(kind: KeyKind, folder: string, { certFile, keyFile }: { certFile: string; keyFile: string }): string {
  return `[ca]
default_ca = this
[this]
database = ${folder}/index.txt
new_certs_dir = ${folder}
serial = ${folder}/serial
crlnumber = ${folder}/crlnumber
certificate = ${certFile}
private_key = ${keyFile}
default_md = ${kind === 'sm2' ? 'sm3' : 'sha256'}
default_days = 30
default_crl_days = 1
policy = any
string_mask = utf8only
[any]
countryName = optional
organizationName = optional
organizationalUnitName = optional
commonName = supplied
`
}

async function emptyConfig(folder: string): Promise<string> {
  const file = join(folder, 'req.cnf')
  await writeFile(file, '[req]\ndistinguished_name = dn\nstring_mask = utf8only\n[dn]\n')
  return file
}

async function makeKey(kind: KeyKind, file: string): Promise<void> {
  const options = {
    rsa: ['-algorithm', 'RSA', '-pkeyopt', 'rsa_keygen_bits:2048'],
    ecdsa: ['-algorithm', 'EC', '-pkeyopt', 'ec_paramgen_curve:P-256'],
    sm2: ['-algorithm', 'SM2'],
  }[kind]
  await run('openssl', ['genpkey', ...options, '-out', file])
}

function digest(kind: KeyKind): string[] {
  return [kind === 'sm2' ? '-sm3' : '-sha256']
}

function sigopt(kind: KeyKind): string[] {
  return kind === 'sm2' ? ['-sigopt', DISTID] : []
}

async function openssl(cwd: string, args: readonly string[]): Promise<void> {
  await run('openssl', args, { cwd })
}

/** It says on which port it listens. */
async function portOf(child: ChildProcess): Promise<number> {
  return new Promise((done, fail) => {
    child.once('exit', (code) => fail(new Error(`openssl ocsp ended with ${code}`)))
    createInterface({ input: child.stdout! }).on('line', (line) => {
      const found = /^ACCEPT .*:(\d+)\b/.exec(line)
      if (found) done(Number(found[1]))
    })
  })
}

function ended(child: ChildProcess): Promise<void> {
  const gone = new Promise<void>((done) => child.once('exit', () => done()))
  child.kill('SIGTERM')
  return gone
}

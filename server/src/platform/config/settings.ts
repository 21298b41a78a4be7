import { Type } from 'typebox'
import type { Static } from 'typebox'

/** One role of the program signs in here, so that who breaks into its connections cannot take on another. */
function loginOf(zh: string, en: string, role: string) {
  return Type.Optional(
    Type.String({
      pattern: '^postgres(ql)?://',
      description: `${zh}的数据库角色 ${role} 自己的地址;不设则用 DATABASE_URL 登录后切换角色`,
      english: `address for the database role ${en}, ${role}; absent: it signs in by DATABASE_URL and takes the role on`,
    }),
  )
}

/** The environment variables. `docs/operations.md` shows this table; a value that does not fit is answered with its description. */
export const Settings = Type.Object({
  PORT: Type.Integer({
    default: 8080,
    minimum: 0,
    maximum: 65535,
    description: '监听端口;0 表示任取一个空闲端口',
    english: 'port to listen on; 0 takes any free one',
  }),
  HOST: Type.String({
    default: '127.0.0.1',
    minLength: 1,
    description: '监听地址;0.0.0.0 表示对外服务',
    english: 'address to listen on; 0.0.0.0 serves the network',
  }),
  DATA_DIR: Type.String({
    default: './.data',
    minLength: 1,
    description: '数据目录:内置数据库、密钥、上传的文件、日志',
    english: 'data directory: embedded database, keys, uploaded files, logs',
  }),
  DATABASE_URL: Type.Optional(
    Type.String({
      pattern: '^postgres(ql)?://',
      description: '外部 PostgreSQL(15 或更高)地址,形如 postgres://账号:密码@主机/库;不设则使用内置数据库',
      english: 'address of a PostgreSQL 15 or later, postgres://user:password@host/database; absent: the embedded one',
    }),
  ),
  APP_DATABASE_URL: loginOf('应答请求', 'that answers requests', 'yiwang_app'),
  WORKER_DATABASE_URL: loginOf('后台任务', 'of background jobs', 'yiwang_worker'),
  SEQUENCER_DATABASE_URL: loginOf('台账定序', 'that orders the ledger', 'yiwang_sequencer'),
  READER_DATABASE_URL: loginOf('只读核验', 'that only reads and verifies', 'yiwang_reader'),
  PUBLIC_URL: Type.Optional(
    Type.String({
      pattern: '^https?://[^/]+$',
      description: '公众访问的地址(不带末尾斜线),写入二维码与通知;不设则为监听地址',
      english:
        'address the public uses (no trailing slash), written into QR codes and notices; absent: the address listened on',
    }),
  ),
  ROLE: Type.Union([Type.Literal('all'), Type.Literal('web'), Type.Literal('worker')], {
    default: 'all',
    description: '本进程的职责:all 全部,web 只应答请求,worker 只处理后台任务',
    english: 'what this process does: everything, only requests, or only background jobs',
  }),
  FILES_URL: Type.Optional(
    Type.String({
      pattern: '^file:',
      description: '上传文件的存放处,形如 file:/srv/yiwang/files;不设则在 DATA_DIR/files',
      english: 'where uploaded files are kept, as file:/srv/yiwang/files; absent: DATA_DIR/files',
    }),
  ),
  KEY_PROVIDER: Type.Optional(
    Type.String({
      pattern: '^(file$|file:|/|pkcs11:)',
      description:
        '主密钥在哪里:file 或密钥文件的路径,或密码机的 pkcs11: 地址(RFC 7512);不设则为 DATA_DIR/keys/root.key',
      english:
        'where the master key is: file or the path of one, or the pkcs11: address (RFC 7512) of a hardware module; absent: DATA_DIR/keys/root.key',
    }),
  ),
  CIPHERS: Type.Union([Type.Literal('aes'), Type.Literal('sm')], {
    default: 'aes',
    description: '新的数据密钥用哪套算法:aes 为 AES-256 与 SHA-256,sm 为国密 SM4 与 SM3(密评)',
    english: 'algorithms of new data keys: aes is AES-256 and SHA-256, sm is SM4 and SM3 (GB/T 39786)',
  }),
  BACKUP_RECIPIENTS: Type.Optional(
    Type.String({
      minLength: 1,
      description: '备份另外加密给谁:恢复公钥(yiwang recovery-key 打印),多个用逗号分隔;主密钥总能打开备份',
      english: 'to whom backups are encrypted besides the master key: public keys of recovery, several by commas',
    }),
  ),
  CLAMD: Type.Optional(
    Type.String({
      minLength: 1,
      description:
        '查病毒的 clamd:套接字路径,如 /run/clamav/clamd.ctl,或主机:端口;设了而连不上时不接收上传,不设则不查病毒',
      english:
        'clamd that looks for malware: its socket as /run/clamav/clamd.ctl, or host:port; set and away: no upload is taken; absent: uploads are not scanned',
    }),
  ),
  OUTGOING_ALLOWED: Type.Optional(
    Type.String({
      minLength: 1,
      description:
        '程序可以主动访问的内网地址,多个用逗号分隔:主机、主机:端口或网段,如 idp.local:8443,10.1.0.0/16;不设则只访问公网',
      english:
        'what the program may call inside the own network, several by commas: host, host:port or network; absent: the internet alone',
    }),
  ),
  LIST_KINDS: Type.Optional(
    Type.String({
      minLength: 1,
      description:
        '填报清单种类文件(JSON)的路径:有哪些清单、各栏的类型、哪些是个人信息、公开依据;不设则用自带的(data/lists/kinds.json)',
      english:
        'path of the file of kept lists (JSON): which there are, their columns, what is personal, on which ground they are published; absent: those shipped (data/lists/kinds.json)',
    }),
  ),
  IDENTITY_PARTNERS: Type.Optional(
    Type.String({
      minLength: 1,
      description:
        '身份合作方文件(JSON)的路径:实名核验源及其等级、上游统一身份认证;不设则只有自报信息和本地登录(见 docs/identity-partners.md)',
      english:
        'path of the file of identity partners (JSON): who confirms names, for which level, with whose accounts people sign in; absent: what people state, accounts here alone',
    }),
  ),
  SYSLOG_TARGETS: Type.Optional(
    Type.String({
      minLength: 1,
      description:
        '集中日志系统的地址,多个用逗号分隔:tls://主机:端口(常用 6514)、tcp://主机:端口或 udp://主机:端口(常用 514);生产环境只用 tls,除非 SYSLOG_CLEAR=on',
      english:
        'central log systems (RFC 5424) that are told the record, several by commas: tls://host:port, and outside production tcp:// or udp://host:port',
    }),
  ),
  SYSLOG_CLEAR: Type.Optional(
    Type.Union([Type.Literal('on'), Type.Literal('off')], {
      description: '生产环境也可以用 tcp 或 udp 明文送日志:仅限机房内网;日志里没有姓名和号码,有编号、时间和动作',
      english:
        'tcp and udp for the central log systems in production too: within a closed network alone; ids, times and kinds travel in clear',
    }),
  ),
  SYSLOG_CA: Type.Optional(
    Type.String({
      minLength: 1,
      description: '签发集中日志系统证书的机构证书(PEM 文件);不设则只认公共机构',
      english: 'PEM file of who signed the certificates of the central log systems; absent: public authorities alone',
    }),
  ),
  WITNESSES: Type.Optional(
    Type.String({
      minLength: 1,
      description: '为检查点联署的见证方，每个写作“公钥 地址”，多个用逗号分隔;公钥由 yiwang witness 启动时打印',
      english: 'who cosigns checkpoints: each a verifier key and an address with a space between, several by commas',
    }),
  ),
  ITEM_UPSTREAMS: Type.Optional(
    Type.String({
      minLength: 1,
      description:
        '上级事项库:取用哪些平台的基本目录,每个写作“六位区划代码 地址”,多个用逗号分隔,如 450000 https://zwfw.example.cn;生产环境只用 https',
      english:
        'installations whose base items are taken over, each a six-digit division and an address with a space between, several by commas',
    }),
  ),
  DEMO: Type.Optional(
    Type.Union([Type.Literal('on'), Type.Literal('off')], {
      description: '是否建立演示县与演示账号;不设时,仅在内置数据库且只监听本机时为 on',
      english:
        'whether the demo county and its accounts are set up; absent: on only with the embedded database on loopback',
    }),
  ),
  SECOND_FACTOR: Type.Optional(
    Type.Union([Type.Literal('on'), Type.Literal('off')], {
      description: '工作人员是否必须使用第二个因素(通行密钥或动态口令);不设时,演示为 off,其余为 on',
      english: 'whether officials must use a second factor (passkey or one-time code); absent: off in a demo, else on',
    }),
  ),
  PROOF_MINUTES: Type.Integer({
    default: 5,
    minimum: 1,
    maximum: 600,
    description: '签署、用印、改变权限之前,多少分钟内须验证过身份',
    english: 'minutes within which one must have proved who one is before signing, sealing or changing rights',
  }),
  SESSIONS_PER_ACCOUNT: Type.Integer({
    default: 5,
    minimum: 1,
    maximum: 100,
    description: '一个账号同时登录的设备数上限;超出时最久没有使用的那一个退出',
    english: 'most sessions of one account at once; beyond it the one unused for longest ends',
  }),
  DIVISION: Type.String({
    default: '450721',
    pattern: '^[0-9]{6}$',
    description: '门户首页所属的区划代码(六位)',
    english: 'six-digit division whose portal this is',
  }),
  TLS_CERTIFICATE: Type.Optional(
    Type.String({
      minLength: 1,
      description: '由程序自己提供 https 时的证书文件(PEM,含中间证书),与 TLS_KEY 一起设;换了文件会自动启用,不必重启',
      english:
        'certificate (PEM, with those between) where the program itself serves https; a renewed file is taken up',
    }),
  ),
  TLS_KEY: Type.Optional(
    Type.String({
      minLength: 1,
      description: '上述证书的私钥文件(PEM,不加密)',
      english: 'key of that certificate (PEM, not encrypted)',
    }),
  ),
  REDIRECT_PORT: Type.Optional(
    Type.Integer({
      minimum: 0,
      maximum: 65535,
      description: '把 http 访问引到 PUBLIC_URL 的端口,通常为 80;只与 TLS_CERTIFICATE 一起用',
      english: 'port that sends http to PUBLIC_URL, as 80; only with TLS_CERTIFICATE',
    }),
  ),
  CERTIFICATE_PORT: Type.Optional(
    Type.Integer({
      minimum: 1,
      maximum: 65535,
      description: '浏览器出示客户端证书的端口;只与 TLS_CERTIFICATE 和 IDENTITY_PARTNERS 里的 authorities 一起用',
      english:
        'port where browsers show client certificates; only with TLS_CERTIFICATE and authorities in IDENTITY_PARTNERS',
    }),
  ),
  TRUST_PROXY: Type.Optional(
    Type.String({
      minLength: 1,
      description: '可信反向代理的地址或网段(逗号分隔),据其 X-Forwarded-For 判定来访地址',
      english: 'addresses or networks of trusted reverse proxies (comma separated) whose X-Forwarded-For is believed',
    }),
  ),
  REQUESTS_PER_MINUTE: Type.Integer({
    default: 3000,
    minimum: 0,
    description: '每个来访地址每分钟的请求上限(一个大厅往往共用一个地址);0 表示不限',
    english: 'most requests a minute from one address (a whole hall often shares one); 0 for no limit',
  }),
  LOG_LEVEL: Type.Union(
    [Type.Literal('silent'), Type.Literal('error'), Type.Literal('warn'), Type.Literal('info'), Type.Literal('debug')],
    { default: 'warn', description: '写到标准输出的日志级别', english: 'level of the log on standard output' },
  ),
  NODE_ENV: Type.Union([Type.Literal('development'), Type.Literal('production'), Type.Literal('test')], {
    default: 'development',
    description: '运行环境;production 拒绝演示账号、弱口令与不加密的地址',
    english: 'environment; production refuses demo accounts, weak passwords and an address without encryption',
  }),
})
export type Settings = Static<typeof Settings>

/** One row of the table in the operator's manual. */
export interface SettingRow {
  readonly name: string
  readonly fallback: string
  readonly zh: string
  readonly en: string
}

export function settingRows(): SettingRow[] {
  return Object.entries(Settings.properties).map(([name, schema]) => {
    const row: Record<string, unknown> = { ...schema }
    return {
      name,
      fallback: row['default'] === undefined ? '' : String(row['default']),
      zh: String(row['description']),
      en: String(row['english']),
    }
  })
}

import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { freePort } from './free-port.ts';
import { installedProgram } from './real-server.ts';
import { RestartableServer } from './restartable-server.ts';
import { temporaryFolder } from './temporary-folder.ts';

/** A real InfluxDB 1.x on a free port of this machine, with an empty folder. */
export class InfluxServer extends RestartableServer {
  private readonly scheme: string;

  private constructor(config: string, port: number, scheme: string, removeFolder: () => Promise<void>) {
    // SIGKILL, as a power cut would.
    super(
      { program: installedProgram('influxd') ?? 'influxd', arguments: ['-config', config], port },
      removeFolder,
      'SIGKILL',
    );
    this.scheme = scheme;
  }

  /**
   * @param withUsers whether it asks for a name and a password; the first user made is its admin
   * @param tls files of its certificate and key (PEM), for HTTPS
   */
  static async start({
    withUsers = false,
    tls,
  }: { withUsers?: boolean; tls?: { certificate: string; key: string } } = {}): Promise<InfluxServer> {
    const { path, remove } = await temporaryFolder();
    const [port, inner] = [await freePort(), await freePort()];
    const config = join(path, 'influxdb.conf');
    await writeFile(
      config,
      `reporting-disabled = true
bind-address = "127.0.0.1:${inner}"
[meta]
  dir = "${path}/meta"
[data]
  dir = "${path}/data"
  wal-dir = "${path}/wal"
  query-log-enabled = false
[monitor]
  store-enabled = false
[http]
  bind-address = "127.0.0.1:${port}"
  log-enabled = false
  auth-enabled = ${withUsers}
${tls ? `  https-enabled = true\n  https-certificate = "${tls.certificate}"\n  https-private-key = "${tls.key}"\n` : ''}[logging]
  level = "error"
`,
    );
    const server = new InfluxServer(config, port, tls ? 'https' : 'http', remove);
    await server.resume();
    return server;
  }

  get url(): string {
    return `${this.scheme}://127.0.0.1:${this.port}`;
  }
}

package io.github.mcpoauth.sample.client;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.X509Certificate;
import java.util.UUID;

import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509TrustManager;

import org.jspecify.annotations.Nullable;

/**
 * A certificate of {@code localhost} that was made for this run, and that this process
 * trusts until it is closed. On the web, a client's document has a real one.
 */
final class LocalCertificate implements AutoCloseable {

	private static final String ALIAS = "localhost";

	private final SSLContext server;

	private final SSLContext before;

	private LocalCertificate(SSLContext server, SSLContext before) {
		this.server = server;
		this.before = before;
	}

	static LocalCertificate trusted() {
		char[] password = UUID.randomUUID().toString().toCharArray();
		try {
			KeyStore keys = generate(password);
			SSLContext before = SSLContext.getDefault();
			SSLContext.setDefault(trusting(keys.getCertificate(ALIAS)));
			return new LocalCertificate(serving(keys, password), before);
		}
		catch (IOException | GeneralSecurityException ex) {
			throw new ClientFailure("No certificate for the client's document: " + ex.getMessage(), ex);
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			throw new ClientFailure("Interrupted while making a certificate", ex);
		}
	}

	/** The JDK makes certificates with its {@code keytool} only. */
	private static KeyStore generate(char[] password)
			throws IOException, GeneralSecurityException, InterruptedException {
		Path folder = Files.createTempDirectory("mcp-oauth-demo");
		Path file = folder.resolve("localhost.p12");
		try {
			ProcessBuilder command = new ProcessBuilder(
					Path.of(System.getProperty("java.home"), "bin", "keytool").toString(), "-genkeypair", "-alias",
					ALIAS, "-keyalg", "EC", "-dname", "CN=localhost", "-ext", "san=dns:localhost", "-validity", "1",
					"-storetype", "PKCS12", "-keystore", file.toString(), "-storepass:env", "STORE_PASSWORD")
				.redirectErrorStream(true);
			command.environment().put("STORE_PASSWORD", new String(password));
			Process keytool = command.start();
			String output = new String(keytool.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
			if (keytool.waitFor() != 0) {
				throw new IOException(output);
			}
			return load(file, password);
		}
		finally {
			Files.deleteIfExists(file);
			Files.deleteIfExists(folder);
		}
	}

	private static KeyStore load(Path file, char[] password) throws IOException, GeneralSecurityException {
		KeyStore keys = KeyStore.getInstance("PKCS12");
		try (InputStream stream = Files.newInputStream(file)) {
			keys.load(stream, password);
		}
		return keys;
	}

	private static SSLContext serving(KeyStore keys, char[] password) throws GeneralSecurityException {
		KeyManagerFactory managers = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
		managers.init(keys, password);
		SSLContext context = SSLContext.getInstance("TLS");
		context.init(managers.getKeyManagers(), null, null);
		return context;
	}

	/** Trusts it beside all that is trusted anyway. */
	private static SSLContext trusting(Certificate certificate) throws IOException, GeneralSecurityException {
		KeyStore trusted = KeyStore.getInstance("PKCS12");
		trusted.load(null, null);
		trusted.setCertificateEntry(ALIAS, certificate);
		for (TrustManager manager : managers(null)) {
			for (X509Certificate issuer : ((X509TrustManager) manager).getAcceptedIssuers()) {
				trusted.setCertificateEntry(issuer.getSubjectX500Principal() + "#" + issuer.getSerialNumber(), issuer);
			}
		}
		SSLContext context = SSLContext.getInstance("TLS");
		context.init(null, managers(trusted), null);
		return context;
	}

	private static TrustManager[] managers(@Nullable KeyStore trusted) throws GeneralSecurityException {
		TrustManagerFactory managers = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
		managers.init(trusted);
		return managers.getTrustManagers();
	}

	SSLContext server() {
		return this.server;
	}

	@Override
	public void close() {
		SSLContext.setDefault(this.before);
	}

}

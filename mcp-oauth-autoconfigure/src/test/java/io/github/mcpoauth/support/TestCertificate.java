package io.github.mcpoauth.support;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.List;

import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/**
 * A certificate of {@code localhost} that this process trusts until it is closed.
 */
public final class TestCertificate implements AutoCloseable {

	public static final String PASSWORD = "changeit";

	private final Path keyStore;

	private final SSLContext before;

	private TestCertificate(Path keyStore, SSLContext before) {
		this.keyStore = keyStore;
		this.before = before;
	}

	/** Makes and trusts a certificate, with the {@code keytool} of this JDK. */
	public static TestCertificate trusted() {
		try {
			Path keyStore = Files.createTempDirectory("certificate").resolve("localhost.p12");
			Process process = new ProcessBuilder(List.of(
					Path.of(System.getProperty("java.home"), "bin", "keytool").toString(), "-genkeypair", "-alias",
					"localhost", "-keyalg", "EC", "-dname", "CN=localhost", "-ext", "san=dns:localhost", "-storetype",
					"PKCS12", "-keystore", keyStore.toString(), "-storepass", PASSWORD))
				.redirectErrorStream(true)
				.start();
			String output = new String(process.getInputStream().readAllBytes());
			if (process.waitFor() != 0) {
				throw new AssertionError(output);
			}
			SSLContext before = SSLContext.getDefault();
			SSLContext.setDefault(trusting(keyStore));
			return new TestCertificate(keyStore, before);
		}
		catch (IOException | GeneralSecurityException ex) {
			throw new AssertionError(ex);
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			throw new AssertionError(ex);
		}
	}

	private static SSLContext trusting(Path keyStore) throws IOException, GeneralSecurityException {
		KeyStore trusted = KeyStore.getInstance("PKCS12");
		try (InputStream stream = Files.newInputStream(keyStore)) {
			trusted.load(stream, PASSWORD.toCharArray());
		}
		KeyStore certificates = KeyStore.getInstance("PKCS12");
		certificates.load(null, null);
		certificates.setCertificateEntry("localhost", trusted.getCertificate("localhost"));
		TrustManagerFactory managers = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
		managers.init(certificates);
		SSLContext context = SSLContext.getInstance("TLS");
		context.init(null, managers.getTrustManagers(), null);
		return context;
	}

	public String keyStorePath() {
		return this.keyStore.toString();
	}

	@Override
	public void close() {
		SSLContext.setDefault(this.before);
		try {
			Files.delete(this.keyStore);
			Files.delete(this.keyStore.getParent());
		}
		catch (IOException ex) {
			throw new AssertionError(ex);
		}
	}

}

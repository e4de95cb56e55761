package io.github.mcpoauth.autoconfigure;

import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.KeyStore;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.stream.IntStream;

import javax.crypto.spec.SecretKeySpec;

import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.KeySourceException;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKMatcher;
import com.nimbusds.jose.jwk.JWKSelector;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.KeyUse;
import com.nimbusds.jose.jwk.OctetSequenceKey;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import com.nimbusds.jose.jwk.gen.OctetSequenceKeyGenerator;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.nimbusds.jose.jwk.source.JWKSource;
import com.nimbusds.jose.proc.SecurityContext;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.runner.WebApplicationContextRunner;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.Environment;

import io.github.mcpoauth.core.PublicUrls;
import io.github.mcpoauth.support.SigningKeyMaterial;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;
import static org.mockito.Mockito.mock;

/**
 * Where signing keys come from, and which are refused (RFC 7518 section 3, RFC 7638).
 */
@ExtendWith(OutputCaptureExtension.class)
class SigningKeySourceTests {

	private static final String PUBLIC = "test.base-url=https://mcp.example.com";

	@TempDir
	private static Path folder;

	private static Path keyStore;

	private final WebApplicationContextRunner runner = new WebApplicationContextRunner()
		.withConfiguration(AutoConfigurations.of(McpSigningKeysAutoConfiguration.class))
		.withUserConfiguration(Urls.class);

	@BeforeAll
	static void makeKeyStore() throws Exception {
		keyStore = folder.resolve("keys.p12");
		keytool("-alias", "rsa", "-keyalg", "RSA", "-keysize", "2048");
		keytool("-alias", "ec", "-keyalg", "EC", "-groupname", "secp256r1");
		keytool("-alias", "weak", "-keyalg", "RSA", "-keysize", "1024");
		KeyStore store = KeyStore.getInstance("PKCS12");
		try (InputStream stream = Files.newInputStream(keyStore)) {
			store.load(stream, "changeit".toCharArray());
		}
		store.setKeyEntry("shared", new SecretKeySpec(new byte[32], "AES"), "changeit".toCharArray(), null);
		store.setCertificateEntry("certificate", store.getCertificate("rsa"));
		try (OutputStream stream = Files.newOutputStream(keyStore)) {
			store.store(stream, "changeit".toCharArray());
		}
	}

	private static void keytool(String... arguments) throws Exception {
		List<String> command = new ArrayList<>(
				List.of(Path.of(System.getProperty("java.home"), "bin", "keytool").toString(), "-genkeypair", "-dname",
						"CN=mcp", "-storetype", "PKCS12", "-keystore", keyStore.toString(), "-storepass", "changeit"));
		command.addAll(List.of(arguments));
		Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
		String output = new String(process.getInputStream().readAllBytes());
		assertThat(process.waitFor()).as(output).isZero();
	}

	@Test
	void keyWhenInAFileThenFoundByPathByUrlAndOnTheClassPath() throws Exception {
		Path file = folder.resolve("key.pem");
		Files.writeString(file, SigningKeyMaterial.pem(SigningKeyMaterial.ec("secp256r1").getPrivate()));
		String id = keys(pem(file)).get(0).getKeyID();
		assertThat(keys(pem("file:" + file)).get(0).getKeyID()).isEqualTo(id);
		String base64 = Base64.getEncoder().encodeToString(Files.readAllBytes(file));
		assertThat(keys(pem("base64:" + base64)).get(0).getKeyID()).isEqualTo(id);
		refused("signing-keys[0].pem has the value 'classpath:no-key.pem'", "does not exist",
				pem("classpath:no-key.pem"));
	}

	@Test
	void keyWhenInPemThenItsPublicPartIsFound() throws Exception {
		for (int i = 0; i < 8; i++) {
			KeyPair pair = SigningKeyMaterial.ec("secp256r1");
			ECKey key = keys(pem(SigningKeyMaterial.pem(pair.getPrivate()))).get(0).toECKey();
			assertThat(key.toECPublicKey()).isEqualTo(pair.getPublic());
		}
		KeyPair pair = SigningKeyMaterial.rsa(2048);
		RSAKey key = keys(pem(SigningKeyMaterial.pem(pair.getPrivate()))).get(0).toRSAKey();
		assertThat(key.toRSAPublicKey()).isEqualTo(pair.getPublic());
		assertThat(key.getKeyID()).isEqualTo(key.computeThumbprint().toString());
	}

	@Test
	void keyWhenPemIsEncryptedThenThePasswordOpensIt() {
		// openssl genpkey -algorithm EC -pkeyopt ec_paramgen_curve:P-256 -aes-256-cbc
		String encrypted = """
				-----BEGIN ENCRYPTED PRIVATE KEY-----
				MIHsMFcGCSqGSIb3DQEFDTBKMCkGCSqGSIb3DQEFDDAcBAhDXAs8JcsTMQICCAAw
				DAYIKoZIhvcNAgkFADAdBglghkgBZQMEASoEEHKzEtWnAWJ5hXCCICLwf1kEgZAl
				6li008sQTxQNRD+xzw/Wf3z/f9SaiIoMDcfI29/m0qn0YovfsXUsGkx6wir7GhiX
				zZnssmkobGXwCcPlV43k8dXIb7pQ5+4oF2sAiANvxtYC0MKS/CTQw1bz2sMa/B8J
				56AWcgAHSxlqe3MXXoDz+ZXmcHzuQr1PuPsx38NiWkX0b5qsiUx8+z70pJdJ1qI=
				-----END ENCRYPTED PRIVATE KEY-----
				""";
		assertThat(keys(pem(encrypted), SigningKeyMaterial.property(0, "password", "secret"))).hasSize(1);
		refused("signing-keys[0].pem has the value '(not shown)'", "its password is another one", pem(encrypted),
				SigningKeyMaterial.property(0, "password", "hunter2"));
		refused("signing-keys[0].pem", "Password is required", pem(encrypted));
	}

	@Test
	void keysWhenInAJwkSetThenTheyKeepTheirOrderAndIdentifiers() throws Exception {
		JWK ec = new ECKeyGenerator(Curve.P_256).keyID("2026-11").generate();
		JWK rsa = new RSAKeyGenerator(2048).generate();
		Path file = Files.writeString(folder.resolve("keys.json"), json(ec, rsa));
		for (Object value : List.of(file, json(ec, rsa))) {
			List<JWK> keys = keys(jwkSet(value));
			assertThat(keys).extracting(JWK::getKeyID).containsExactly("2026-11", rsa.computeThumbprint().toString());
			assertThat(keys).allMatch(JWK::isPrivate);
		}
	}

	@Test
	void keyWhenInAKeyStoreThenTheAliasNamesIt() throws Exception {
		JWK rsa = keys(keyStore("alias", "rsa")).get(0);
		assertThat(rsa).isInstanceOf(RSAKey.class);
		// The same alias in next year's key store is another key
		assertThat(rsa.getKeyID()).isEqualTo(rsa.computeThumbprint().toString());
		assertThat(keys(keyStore("alias", "ec"))).first().isInstanceOf(ECKey.class);
		assertThat(keys(with(keyStore("alias", "ec"), "key-store.type", "PKCS12"))).hasSize(1);
	}

	@Test
	void keyWhenTheKeyStoreHasNoOtherThenFoundWithoutItsAlias() throws Exception {
		KeyStore store = KeyStore.getInstance("PKCS12");
		store.load(null, null);
		try (InputStream stream = Files.newInputStream(keyStore)) {
			KeyStore all = KeyStore.getInstance("PKCS12");
			all.load(stream, "changeit".toCharArray());
			store.setKeyEntry("only", all.getKey("ec", "changeit".toCharArray()), "changeit".toCharArray(),
					all.getCertificateChain("ec"));
		}
		Path file = folder.resolve("only.p12");
		try (OutputStream stream = Files.newOutputStream(file)) {
			store.store(stream, "changeit".toCharArray());
		}
		assertThat(keys(SigningKeyMaterial.property(0, "key-store.location", file),
				SigningKeyMaterial.property(0, "key-store.password", "changeit")))
			.hasSize(1);
	}

	@Test
	void startWhenAKeyStoreIsWrongThenFails() {
		refused("key-store.location is not set", "Set it to", SigningKeyMaterial.property(0, "key-store.alias", "rsa"));
		refused("key-store.location has the value '/no/keys.p12'", "it can't be read",
				SigningKeyMaterial.property(0, "key-store.location", "/no/keys.p12"));
		refused("keys.p12': it can't be opened", ".key-store.password",
				with(keyStore("alias", "rsa"), "key-store.password", "wrong"));
		refused("key-store.type has the value 'NONE'", "PKCS12",
				with(keyStore("alias", "rsa"), "key-store.type", "NONE"));
		refused("key-store.alias is not set", "[", SigningKeyMaterial.property(0, "key-store.location", keyStore),
				SigningKeyMaterial.property(0, "key-store.password", "changeit"));
		refused("key-store.alias has the value 'other'", "rsa", keyStore("alias", "other"));
		refused("key-store.alias has the value 'shared'", "it is a shared secret", keyStore("alias", "shared"));
		refused("key-store.alias has the value 'certificate'", "it has no private part",
				keyStore("alias", "certificate"));
		refused("key-store.alias has the value 'weak'", "it has 1024 bits", keyStore("alias", "weak"));
	}

	@Test
	void startWhenAPemIsWrongThenFails() throws Exception {
		refused("signing-keys[0].pem has the value '/no/key.pem'", "it can't be read", pem("/no/key.pem"));
		Path file = Files.writeString(folder.resolve("no-key.pem"), "hunter2");
		refused("no-key.pem': it is not a private key in PEM", "openssl genpkey", pem(file));
		refused("signing-keys[0].pem has the value '(not shown)'", "it can't be read", pem("base64:????"));
		refused("signing-keys[0].pem has the value '(not shown)'", "it has 1024 bits",
				pem(SigningKeyMaterial.pem(SigningKeyMaterial.rsa(1024).getPrivate())));
		refused("signing-keys[0].pem has the value '(not shown)'", "its curve is P-384",
				pem(SigningKeyMaterial.pem(SigningKeyMaterial.ec("secp384r1").getPrivate())));
		refused("signing-keys[0].pem", "its type is EdDSA",
				pem(SigningKeyMaterial.pem(KeyPairGenerator.getInstance("Ed25519").generateKeyPair().getPrivate())));
		refused("signing-keys[0].pem", "it is not a private key in PEM",
				pem("-----BEGIN PUBLIC KEY-----\nAAAA\n-----END PUBLIC KEY-----"));
	}

	@Test
	void startWhenAJwkSetIsWrongThenFails() throws Exception {
		ECKey ec = new ECKeyGenerator(Curve.P_256).keyID("a").generate();
		RSAKey rsa = new RSAKeyGenerator(2048).keyID("b").generate();
		OctetSequenceKey shared = new OctetSequenceKeyGenerator(256).keyID("c").generate();
		refused("'(not shown)': the key c can't be used", "its type is oct", jwkSet(json(ec, shared)));
		refused("the key a can't be used", "it has no private part", jwkSet(json(ec.toPublicJWK())));
		refused("the key b can't be used", "it has no private part", jwkSet(json(rsa.toPublicJWK())));
		refused("a key can't be used", "its curve is P-521", jwkSet(json(new ECKeyGenerator(Curve.P_521).generate())));
		refused("the key b can't be used", "its use is enc",
				jwkSet(json(new RSAKey.Builder(rsa).keyUse(KeyUse.ENCRYPTION).build())));
		refused("the key b can't be used", "its alg is PS256, and tokens are signed with RS256",
				jwkSet(json(new RSAKey.Builder(rsa).algorithm(JWSAlgorithm.PS256).build())));
		refused("it is not a JWK Set", "RFC 7517", jwkSet("{\"d\":\"hunter2\"}"));
		refused("it is not a JWK Set", "P-999", jwkSet(json(ec).replace("P-256", "P-999")));
		refused("there is no key in it", "RFC 7517", jwkSet("{\"keys\":[]}"));
		ECKey other = new ECKeyGenerator(Curve.P_256).generate();
		ECKey mixed = new ECKey.Builder(Curve.P_256, ec.getX(), ec.getY()).d(other.getD()).build();
		refused("a key can't be used", "its public part is not that of its private part", jwkSet(json(mixed)));
	}

	@Test
	void startWhenTwoKeysHaveTheSameIdentifierThenFails() throws Exception {
		JWK ec = new ECKeyGenerator(Curve.P_256).keyID("same").generate();
		JWK rsa = new RSAKeyGenerator(2048).keyID("same").generate();
		refused("signing-keys has the value '(2 keys)'", "the identifier (kid) same", jwkSet(json(ec)),
				SigningKeyMaterial.property(1, "jwk-set", json(rsa)));
	}

	@Test
	void startWhenAKeyHasNoPlaceOrTwoThenFails() {
		refused("signing-keys[0] has the value", "Set one of", SigningKeyMaterial.property(0, "password", "hunter2"));
		refused("signing-keys[0] has the value", "Set one of", jwkSet("{}"), SigningKeyMaterial.CONFIGURED);
	}

	@Tag("FT17")
	@Test
	void startWhenOthersReachTheServerAndThereIsNoKeyThenFails() {
		refused("The property mcp.oauth.authorization-server.signing-keys is not set", "generated-key-file", PUBLIC);
		this.runner.withPropertyValues("test.base-url=http://127.0.0.1:8080")
			.run((context) -> assertThat(context).hasSingleBean(JWKSource.class));
		this.runner.withPropertyValues(PUBLIC, "mcp.oauth.authorization-server.token-format=opaque")
			.run((context) -> assertThat(context).hasNotFailed());
		this.runner.withPropertyValues(PUBLIC, SigningKeyMaterial.CONFIGURED)
			.run((context) -> assertThat(context).hasSingleBean(JWKSource.class));
		this.runner
			.withPropertyValues(PUBLIC,
					"mcp.oauth.authorization-server.generated-key-file=" + folder.resolve("generated.json"))
			.run((context) -> assertThat(context).hasSingleBean(JWKSource.class));
	}

	@Test
	void startWhenAKeyIsGeneratedBesidesConfiguredOnesThenFails() {
		refused("generated-key-file has the value 'key.json'", "with .jwk-set", SigningKeyMaterial.CONFIGURED,
				"mcp.oauth.authorization-server.generated-key-file=key.json");
	}

	@Test
	void startWhenTheGeneratedKeyFileIsWrongThenFails() throws Exception {
		Path file = Files.writeString(folder.resolve("not-a-key.json"), "hunter2");
		refused("not-a-key.json': it is not a JWK Set", "one that does not exist yet",
				"mcp.oauth.authorization-server.generated-key-file=" + file);
	}

	@Test
	void startWhenOthersCanReadTheGeneratedKeyThenWarns(CapturedOutput output) throws Exception {
		assumeTrue(Files.getFileStore(folder).supportsFileAttributeView("posix"), "needs POSIX permissions");
		Path file = folder.resolve("shown.json");
		String property = "mcp.oauth.authorization-server.generated-key-file=" + file;
		assertThat(keys(property)).hasSize(1);
		assertThat(output).doesNotContain("can be read by other users");
		Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r--r--"));
		assertThat(keys(property)).hasSize(1);
		assertThat(output).contains("can be read by other users", "chmod 600 " + file);
	}

	@Test
	void keyWhenGeneratedThenItsFileIsAJwkSetToBeListed() {
		Path file = folder.resolve("listed.json");
		String id = keys("mcp.oauth.authorization-server.generated-key-file=" + file).get(0).getKeyID();
		assertThat(keys(SigningKeyMaterial.CONFIGURED, SigningKeyMaterial.property(1, "jwk-set", file)))
			.extracting(JWK::getKeyID)
			.hasSize(2)
			.endsWith(id);
	}

	@Test
	void keyWhenNothingIsConfiguredThenTheOneThatWasMadeStays() {
		this.runner.run((context) -> {
			JWKSource<SecurityContext> source = context.getBean(JWKSource.class);
			assertThat(IntStream.range(0, 8).parallel().mapToObj((i) -> keys(source).get(0).getKeyID()).distinct())
				.hasSize(1);
			assertThat(keys(source)).hasSize(1).first().extracting(JWK::size).isEqualTo(2048);
		});
	}

	@Tag("FT17")
	@Test
	void keysWhenTheApplicationHasThemThenNothingIsRefused() {
		this.runner.withPropertyValues(PUBLIC)
			.withBean("applicationKeys", JWKSource.class, () -> mock(JWKSource.class))
			.run((context) -> assertThat(context).hasSingleBean(JWKSource.class).hasBean("applicationKeys"));
	}

	@ParameterizedTest
	@ValueSource(strings = { "mcp.oauth.enabled=false", "mcp.oauth.mode=resource-server", "mcp.oauth.mode=facade" })
	void keysWhenThisApplicationIssuesNoTokensThenNone(String property) {
		this.runner.withPropertyValues(property).run((context) -> assertThat(context).doesNotHaveBean(JWKSource.class));
	}

	private List<JWK> keys(String... properties) {
		List<JWK> keys = new ArrayList<>();
		this.runner.withPropertyValues(properties).run((context) -> {
			JWKSource<SecurityContext> source = context.getBean(JWKSource.class);
			keys.addAll(keys(source));
		});
		return keys;
	}

	private static List<JWK> keys(JWKSource<SecurityContext> source) {
		try {
			return source.get(new JWKSelector(new JWKMatcher.Builder().build()), null);
		}
		catch (KeySourceException ex) {
			throw new IllegalStateException(ex);
		}
	}

	private void refused(String problem, String fix, String... properties) {
		this.runner.withPropertyValues(properties).run((context) -> {
			McpOAuthConfigurationException failure = (McpOAuthConfigurationException) rootOf(
					context.getStartupFailure());
			String shown = failure.getMessage() + ". " + failure.fix();
			assertThat(shown).contains("mcp.oauth.authorization-server.", problem, fix).doesNotContain("hunter2");
		});
	}

	private static Throwable rootOf(Throwable failure) {
		assertThat(failure).isNotNull();
		while (!(failure instanceof McpOAuthConfigurationException) && failure.getCause() != null) {
			failure = failure.getCause();
		}
		return failure;
	}

	private static String pem(Object value) {
		return SigningKeyMaterial.property(0, "pem", value);
	}

	private static String jwkSet(Object value) {
		return SigningKeyMaterial.property(0, "jwk-set", value);
	}

	private static String json(JWK... keys) {
		return new JWKSet(List.of(keys)).toString(false);
	}

	private static String[] keyStore(String name, String value) {
		return new String[] { SigningKeyMaterial.property(0, "key-store.location", keyStore),
				SigningKeyMaterial.property(0, "key-store.password", "changeit"),
				SigningKeyMaterial.property(0, "key-store." + name, value) };
	}

	private static String[] with(String[] properties, String name, String value) {
		String[] all = Arrays.copyOf(properties, properties.length + 1);
		all[properties.length] = SigningKeyMaterial.property(0, name, value);
		return all;
	}

	@Configuration(proxyBeanMethods = false)
	static class Urls {

		@Bean
		PublicUrls urls(Environment environment) {
			return PublicUrls.of(environment.getProperty("test.base-url", "http://localhost:8080"));
		}

	}

}

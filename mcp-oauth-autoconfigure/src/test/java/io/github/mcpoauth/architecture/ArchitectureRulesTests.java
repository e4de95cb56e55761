package io.github.mcpoauth.architecture;

import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.lang.ArchRule;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The rules find what they look for and nothing else: each is shown a library that keeps
 * it and one that breaks it.
 */
class ArchitectureRulesTests {

	private static final String GOOD = ArchitectureTests.ROOT + ".architecture.fixtures.good";

	private static final String BAD = ArchitectureTests.ROOT + ".architecture.fixtures.bad";

	private static final JavaClasses GOOD_LIBRARY = new ClassFileImporter().importPackages(GOOD);

	private static final JavaClasses BAD_LIBRARY = new ClassFileImporter().importPackages(BAD);

	private final LayoutRules goodLayout = new LayoutRules(GOOD);

	private final LayoutRules badLayout = new LayoutRules(BAD);

	private final ConnectionRules goodConnections = new ConnectionRules(GOOD);

	private final ConnectionRules badConnections = new ConnectionRules(BAD);

	private final SpringRules goodSpring = new SpringRules(GOOD);

	private final SpringRules badSpring = new SpringRules(BAD);

	@Test
	void refusesPackageOutsideOfTheLayout() {
		assertAccepts(this.goodLayout.everyPackageIsInTheLayout());
		assertRefuses(this.badLayout.everyPackageIsInTheLayout(), "helpers.Unlisted");
	}

	@Test
	void refusesCycles() {
		assertAccepts(this.goodLayout.packagesAreFreeOfCycles());
		assertRefuses(this.badLayout.packagesAreFreeOfCycles(), "Slice core", "Slice facade",
				"Slice authorizationserver.store");
	}

	@Test
	void refusesUseOfPackagesBelow() {
		assertAccepts(this.goodLayout.packagesUseOnlyThoseAboveThem());
		assertRefuses(this.badLayout.packagesUseOnlyThoseAboveThem(), "core.WebUser", "resource.WiringUser",
				"facade.AuthorizationServerUser", "authorizationserver.FacadeUser");
	}

	@Test
	void refusesFrameworkInCore() {
		assertAccepts(this.goodLayout.coreUsesTheJdkOnly());
		assertRefuses(this.badLayout.coreUsesTheJdkOnly(), "core.SpringUser", "core.WebUser");
	}

	@Test
	void refusesPackageThatIsNotNullMarked() {
		assertAccepts(this.goodLayout.packagesAreNullMarked());
		assertRefuses(this.badLayout.packagesAreNullMarked(), "bad.core>", "bad.web>", "bad.helpers>", "bad.resource>",
				"bad.facade>", "bad.authorizationserver>", "bad.authorizationserver.store>", "bad.autoconfigure>");
	}

	@Test
	void refusesPublicTypeThatNobodyElseNeeds() {
		assertAccepts(this.goodLayout.publicTypesAreNeededElsewhere());
		assertRefuses(this.badLayout.publicTypesAreNeededElsewhere(), "core.SpringUser>", "core.SpringUser$Nested>",
				"autoconfigure.PublicConfiguration>");
	}

	@Test
	void refusesHttpClientOutsideOfNet() {
		assertAccepts(this.goodConnections.onlyNetUsesHttpClients());
		assertRefuses(this.badConnections.onlyNetUsesHttpClients(), "Connections.httpClient(",
				"Connections.restClient(", "Connections.restTemplate(", "Connections.requestFactory(",
				"Connections.socket(", "Connections.channel(", "Connections.retriever(", "Connections.discovery(",
				"Connections.introspection(");
	}

	@Test
	void refusesFetchedUrlOutsideOfNet() {
		assertAccepts(this.goodConnections.onlyNetFetchesUrls());
		assertRefuses(this.badConnections.onlyNetFetchesUrls(), "Connections.urlConnection(", "Connections.urlStream(",
				"Connections.nimbusKeys(", "Connections.springKeys(");
	}

	@Test
	void refusesBoundPortOutsideOfTheLoopbackServer() {
		assertAccepts(this.goodConnections.onlyTheLoopbackServerBindsPorts());
		assertRefuses(this.badConnections.onlyTheLoopbackServerBindsPorts(), "Connections.boundPort(");
	}

	@Test
	void refusesUrlOfRequest() {
		assertAccepts(this.goodConnections.urlsAreNotTakenFromRequests());
		assertRefuses(this.badConnections.urlsAreNotTakenFromRequests(), "RequestUrls.requestUrl(",
				"RequestUrls.serverName(", "RequestUrls.serverPort(", "RequestUrls.secure(",
				"RequestUrls.schemeReference(", "RequestUrls.schemeInLambda(", "RequestUrls.currentRequest(",
				"RequestUrls.springRequest(", "RequestUrls.fullUrl(");
	}

	@Test
	void refusesHeadersOfProxies() {
		assertAccepts(this.goodConnections.proxyHeadersAreNotRead());
		assertRefuses(this.badConnections.proxyHeadersAreNotRead(), "RequestUrls$HostHeader> contains \"Host\"",
				"RequestUrls$ForwardedHeader> contains \"forwarded\"",
				"RequestUrls$ProxyHeader> contains \"X-Forwarded-Proto\"");
	}

	@Test
	void refusesPropertiesOutsideOfAutoconfigure() {
		assertAccepts(this.goodSpring.propertiesStayInAutoconfigure());
		assertRefuses(this.badSpring.propertiesStayInAutoconfigure(), "resource.WiringUser");
	}

	@Test
	void refusesAutoConfigurationThatIsHiddenOpenFullOrMisplaced() {
		assertAccepts(this.goodSpring.autoConfigurationsAreEmpty());
		assertRefuses(this.badSpring.autoConfigurationsAreEmpty(), "HiddenAutoConfiguration>", "OpenAutoConfiguration>",
				"FullAutoConfiguration>", "MisplacedAutoConfiguration>");
	}

	@Test
	void refusesConfigurationThatIsPublicOrProxies() {
		assertAccepts(this.goodSpring.configurationsAreInternal());
		assertRefuses(this.badSpring.configurationsAreInternal(), "PublicConfiguration>", "ProxyingConfiguration>");
	}

	@Test
	void refusesBeanOutsideOfConfigurations() {
		assertAccepts(this.goodSpring.beansSitInConfigurations());
		assertRefuses(this.badSpring.beansSitInConfigurations(), "FullAutoConfiguration.misplacedBean()");
	}

	@Test
	void refusesBeanThatCannotBeReplaced() {
		assertAccepts(this.goodSpring.beansAreReplaceable(Map.of("fixedSettings", "a fixture")));
		assertRefuses(this.badSpring.beansAreReplaceable(Map.of()), "PublicConfiguration.libraryBean()",
				"PublicConfiguration.springBean()");
	}

	@Test
	void refusesFixedBeanThatIsReplaceableOrMissing() {
		ArchRule rule = this.goodSpring.beansAreReplaceable(
				Map.of("fixedSettings", "a fixture", "verifier", "no reason", "goneBean", "no reason"));
		assertThat(violations(rule, GOOD_LIBRARY)).hasSize(2)
			.anyMatch((violation) -> violation.startsWith("verifier is listed as fixed"))
			.anyMatch((violation) -> violation.startsWith("goneBean is listed as fixed"));
	}

	@Test
	void refusesCarelessCode() {
		assertRefuses(CodeRules.nothingIsPrinted(), "Careless.standardOutput(", "Careless.standardError(");
		assertRefuses(CodeRules.javaLoggingIsNotUsed(), "Careless.javaLogging(");
		assertRefuses(CodeRules.threadsDoNotSleep(), "Careless.sleepingThread(");
		assertRefuses(CodeRules.inputDoesNotNameTypes(), "Careless.defaultTyping(", "Careless.deserialized(",
				"Careless.springDeserialized(");
		assertRefuses(CodeRules.bytesAreComparedInConstantTime(), "Careless.earlyExit(");
		assertRefuses(CodeRules.urisAreReadByUriText(), "Careless.uri(");
	}

	@Test
	void acceptsCarefulCode() {
		Stream
			.of(CodeRules.nothingIsPrinted(), CodeRules.javaLoggingIsNotUsed(), CodeRules.threadsDoNotSleep(),
					CodeRules.inputDoesNotNameTypes(), CodeRules.bytesAreComparedInConstantTime(),
					CodeRules.urisAreReadByUriText())
			.forEach(ArchitectureRulesTests::assertAccepts);
	}

	private static void assertAccepts(ArchRule rule) {
		assertThat(violations(rule, GOOD_LIBRARY)).isEmpty();
	}

	/**
	 * There is a violation for each culprit and none without one.
	 */
	private static void assertRefuses(ArchRule rule, String... culprits) {
		List<String> violations = violations(rule, BAD_LIBRARY);
		assertThat(culprits)
			.allSatisfy((culprit) -> assertThat(violations).anyMatch((violation) -> violation.contains(culprit)));
		assertThat(violations)
			.allSatisfy((violation) -> assertThat(culprits).anyMatch((culprit) -> violation.contains(culprit)));
	}

	private static List<String> violations(ArchRule rule, JavaClasses classes) {
		return rule.evaluate(classes).getFailureReport().getDetails();
	}

}

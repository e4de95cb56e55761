package io.github.mcpoauth.architecture;

import java.io.ObjectInputStream;
import java.net.URI;
import java.util.Arrays;
import java.util.Set;
import java.util.concurrent.TimeUnit;

import com.tngtech.archunit.core.domain.AccessTarget.CodeUnitAccessTarget;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.syntax.ArchRuleDefinition;
import com.tngtech.archunit.library.GeneralCodingRules;

import org.springframework.util.SerializationUtils;

import io.github.mcpoauth.core.UriText;

/**
 * What no code of a library may do, wherever it is.
 */
final class CodeRules {

	private static final Set<String> DEFAULT_TYPING = Set.of("activateDefaultTyping", "activateDefaultTypingAsProperty",
			"enableDefaultTyping", "enableDefaultTypingAsProperty", "setDefaultTyping");

	private CodeRules() {
	}

	static ArchRule nothingIsPrinted() {
		return GeneralCodingRules.NO_CLASSES_SHOULD_ACCESS_STANDARD_STREAMS
			.because("the application decides where messages go, and stdout of an MCP server may be its transport");
	}

	/**
	 * ArchUnit's own rule of this kind looks at fields only.
	 */
	static ArchRule javaLoggingIsNotUsed() {
		return ArchRuleDefinition.noClasses()
			.should()
			.dependOnClassesThat()
			.resideInAPackage("java.util.logging")
			.because("messages that don't go through the framework's logging miss the application's configuration");
	}

	static ArchRule threadsDoNotSleep() {
		return ArchRuleDefinition.noClasses()
			.should()
			.accessTargetWhere(ConnectionRules.target("sleeps", CodeRules::sleeps))
			.because("a request that sleeps holds a thread of the server, and anybody can send many of them");
	}

	private static boolean sleeps(CodeUnitAccessTarget target) {
		JavaClass owner = target.getOwner();
		return target.getName().equals("sleep")
				&& (owner.isAssignableTo(Thread.class) || owner.isEquivalentTo(TimeUnit.class));
	}

	static ArchRule inputDoesNotNameTypes() {
		return ArchRuleDefinition.noClasses()
			.should()
			.accessTargetWhere(ConnectionRules.target("turns on default typing",
					(target) -> DEFAULT_TYPING.contains(target.getName())
							&& target.getOwner().getPackageName().contains(".jackson.databind")))
			.orShould()
			.dependOnClassesThat()
			.areAssignableTo(ObjectInputStream.class)
			.orShould()
			.dependOnClassesThat()
			.areAssignableTo(SerializationUtils.class)
			.because("input that names the types to instantiate runs code of its sender's choice");
	}

	static ArchRule urisAreReadByUriText() {
		return ArchRuleDefinition.noClasses()
			.that()
			.doNotBelongToAnyOf(UriText.class)
			.should()
			.callConstructor(URI.class, String.class)
			.because("it fails on some IPv6 addresses with an exception that it does not declare: use UriText");
	}

	/**
	 * Strings can't be covered: most of them are no secrets. What is compared as bytes
	 * here is a digest, a key or a seal.
	 */
	static ArchRule bytesAreComparedInConstantTime() {
		return ArchRuleDefinition.noClasses()
			.should()
			.accessTargetWhere(ConnectionRules.target("compares bytes with early exit", CodeRules::comparesBytes))
			.because("the time until the first difference tells an attacker how much of a guess is right: "
					+ "use MessageDigest.isEqual");
	}

	private static boolean comparesBytes(CodeUnitAccessTarget target) {
		return target.getOwner().isEquivalentTo(Arrays.class)
				&& Set.of("equals", "compare", "mismatch").contains(target.getName())
				&& target.getRawParameterTypes().get(0).isEquivalentTo(byte[].class);
	}

}

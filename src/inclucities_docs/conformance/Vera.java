import java.io.BufferedReader;
import java.io.File;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Date;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import javax.xml.parsers.DocumentBuilderFactory;
import org.verapdf.gf.foundry.VeraGreenfieldFoundryProvider;
import org.verapdf.pdfa.Foundries;
import org.verapdf.pdfa.PDFAParser;
import org.verapdf.pdfa.PDFAValidator;
import org.verapdf.pdfa.flavours.PDFAFlavour;
import org.verapdf.pdfa.results.TestAssertion;
import org.verapdf.pdfa.results.ValidationResult;
import org.verapdf.pdfa.validation.profiles.ErrorArgument;
import org.verapdf.pdfa.validation.profiles.ErrorArgumentImpl;
import org.verapdf.pdfa.validation.profiles.Profiles;
import org.verapdf.pdfa.validation.profiles.Rule;
import org.verapdf.pdfa.validation.profiles.ValidationProfile;
import org.verapdf.pdfa.validation.profiles.Variable;
import org.verapdf.pdfa.validation.validators.BaseValidator;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;

/**
 * Validates many PDFs in one run of the veraPDF engine.
 *
 * <p>Each line of the standard input is {@code PROFILE,PROFILE<tab>FILE}; each line of the standard
 * output is one JSON object: file, profile, and either error or passed with its failures. The
 * profiles are read as XML because the jar that carries the engine lacks JAXB.
 */
public class Vera {
    private static final int PLACES_PER_RULE = 5;
    private static final Map<String, ValidationProfile> PROFILES = new ConcurrentHashMap<>();

    public static void main(String[] arguments) throws Exception {
        int workers = arguments.length > 0 ? Integer.parseInt(arguments[0]) : 1;
        PrintStream output = new PrintStream(System.out, true, StandardCharsets.UTF_8);
        System.setOut(System.err);
        VeraGreenfieldFoundryProvider.initialise();
        ExecutorService pool = Executors.newFixedThreadPool(workers);
        List<Future<List<String>>> pending = new ArrayList<>();
        BufferedReader input =
            new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        for (String line = input.readLine(); line != null; line = input.readLine()) {
            String[] parts = line.split("\t", 2);
            pending.add(pool.submit(() -> {
                return validate(parts[0].split(","), parts[1]);
            }));
        }
        for (Future<List<String>> future : pending) {
            future.get().forEach(output::println);
        }
        pool.shutdown();
    }

    /** Validates a file against all profiles in one walk through its objects, read once. */
    private static List<String> validate(String[] names, String file) {
        List<String> lines = new ArrayList<>();
        try {
            List<ValidationProfile> profiles = new ArrayList<>();
            for (String name : names) {
                if (!PROFILES.containsKey(name)) {
                    PROFILES.put(name, read(name));
                }
                profiles.add(PROFILES.get(name));
            }
            try (PDFAParser parser = Foundries.defaultInstance()
                    .createParser(new File(file), profiles.get(0).getPDFAFlavour());
                PDFAValidator validator = new Validator(profiles)) {
                Map<PDFAFlavour, ValidationResult> results = new HashMap<>();
                for (ValidationResult result : validator.validateAll(parser)) {
                    results.put(result.getPDFAFlavour(), result);
                }
                for (int index = 0; index < names.length; index++) {
                    ValidationResult result = results.get(profiles.get(index).getPDFAFlavour());
                    lines.add(begin(names[index], file) + ",\"passed\":" + result.isCompliant()
                        + ",\"checks\":" + result.getTotalAssertions()
                        + ",\"failures\":[" + describe(result) + "]}");
                }
            }
        } catch (Exception | LinkageError problem) {
            lines.clear();
            for (String name : names) {
                lines.add(begin(name, file) + ",\"error\":" + quote(String.valueOf(problem)) + "}");
            }
        }
        return lines;
    }

    private static String begin(String name, String file) {
        return "{\"file\":" + quote(file) + ",\"profile\":" + quote(name);
    }

    /** Holds several profiles: the engine's own maker of such reads them from a place that its jar lacks. */
    private static final class Validator extends BaseValidator {
        Validator(List<ValidationProfile> profiles) {
            super(profiles);
        }
    }

    private static String describe(ValidationResult result) {
        Map<String, List<String>> places = new LinkedHashMap<>();
        for (TestAssertion assertion : result.getTestAssertions()) {
            if (assertion.getStatus() != TestAssertion.Status.FAILED) {
                continue;
            }
            String message = assertion.getErrorMessage();
            String rule = "\"rule\":" + quote(assertion.getRuleId().getClause() + "-"
                + assertion.getRuleId().getTestNumber())
                + ",\"message\":" + quote(message != null ? message : assertion.getMessage());
            places.computeIfAbsent(rule, key -> new ArrayList<>())
                .add(quote(assertion.getLocation().getContext()));
        }
        List<String> failures = new ArrayList<>();
        places.forEach((rule, found) -> failures.add("{" + rule + ",\"count\":" + found.size()
            + ",\"places\":[" + String.join(",", found.subList(0, Math.min(found.size(), PLACES_PER_RULE)))
            + "]}"));
        Collections.sort(failures);
        return String.join(",", failures);
    }

    private static ValidationProfile read(String name) throws Exception {
        DocumentBuilderFactory factory = DocumentBuilderFactory.newDefaultInstance();
        factory.setNamespaceAware(true);
        Element root;
        String resource = "org/verapdf/pdfa/validation/" + name + ".xml";
        try (InputStream stream = Vera.class.getClassLoader().getResourceAsStream(resource)) {
            if (stream == null) {
                throw new IllegalArgumentException("no profile " + name);
            }
            root = factory.newDocumentBuilder().parse(stream).getDocumentElement();
        }
        Set<Rule> rules = new HashSet<>();
        for (Element rule : children(root, "rule")) {
            rules.add(readRule(rule));
        }
        Set<Variable> variables = new HashSet<>();
        for (Element one : children(root, "variable")) {
            variables.add(Profiles.variableFromValues(one.getAttribute("name"),
                one.getAttribute("object"), text(one, "defaultValue"), text(one, "value")));
        }
        return Profiles.profileFromValues(PDFAFlavour.valueOf(root.getAttribute("flavour")),
            Profiles.profileDetailsFromValues(name, name, "veraPDF", new Date(0)), "", rules, variables);
    }

    private static Rule readRule(Element rule) {
        Element id = children(rule, "id").get(0);
        List<ErrorArgument> given = new ArrayList<>();
        for (Element argument : children(rule, "argument")) {
            String label = argument.getAttribute("name");
            given.add(ErrorArgumentImpl.fromValues(
                argument.getTextContent().trim(), label.isEmpty() ? null : label, null));
        }
        Boolean deferred =
            rule.hasAttribute("deferred") ? Boolean.valueOf(rule.getAttribute("deferred")) : null;
        return Profiles.ruleFromValues(
            Profiles.ruleIdFromValues(
                PDFAFlavour.Specification.valueOf(id.getAttribute("specification")),
                id.getAttribute("clause"), Integer.parseInt(id.getAttribute("testNumber"))),
            rule.getAttribute("object"), deferred, rule.getAttribute("tags"),
            text(rule, "description"), text(rule, "test"),
            Profiles.errorFromValues(text(rule, "message"), given), Collections.emptyList());
    }

    private static List<Element> children(Element parent, String name) {
        NodeList found = parent.getElementsByTagNameNS("*", name);
        List<Element> elements = new ArrayList<>();
        for (int index = 0; index < found.getLength(); index++) {
            elements.add((Element) found.item(index));
        }
        return elements;
    }

    private static String text(Element parent, String name) {
        List<Element> found = children(parent, name);
        return found.isEmpty() ? "" : found.get(0).getTextContent().trim();
    }

    private static String quote(String text) {
        StringBuilder quoted = new StringBuilder("\"");
        for (char one : String.valueOf(text).toCharArray()) {
            if (one == '"' || one == '\\') {
                quoted.append('\\').append(one);
            } else if (one < ' ') {
                quoted.append(String.format("\\u%04x", (int) one));
            } else {
                quoted.append(one);
            }
        }
        return quoted.append('"').toString();
    }
}

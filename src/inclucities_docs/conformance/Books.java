import com.adobe.epubcheck.tool.EpubChecker;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * Checks many EPUB files in one run of EPUBCheck: its schemas are read once.
 *
 * <p>Each line of the standard input is {@code FILE<tab>REPORT}: a book, and where EPUBCheck writes
 * what it found as JSON. A report that is not there afterwards is of a book that could not be read.
 */
public class Books {
    public static void main(String[] arguments) throws Exception {
        int workers = arguments.length > 0 ? Integer.parseInt(arguments[0]) : 1;
        System.setOut(new PrintStream(System.err, true, StandardCharsets.UTF_8));
        ExecutorService pool = Executors.newFixedThreadPool(workers);
        List<Future<Integer>> pending = new ArrayList<>();
        BufferedReader input =
            new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        for (String line = input.readLine(); line != null; line = input.readLine()) {
            String[] parts = line.split("\t", 2);
            String[] asked = {parts[0], "--quiet", "--json", parts[1]};
            pending.add(pool.submit(() -> new EpubChecker().run(asked)));
        }
        for (Future<Integer> future : pending) {
            try {
                future.get();
            } catch (java.util.concurrent.ExecutionException problem) {
                System.err.println(problem.getCause());
            }
        }
        pool.shutdown();
    }
}

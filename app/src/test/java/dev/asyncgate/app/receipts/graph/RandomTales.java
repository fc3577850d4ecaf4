package dev.asyncgate.app.receipts.graph;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** Invented lineages of any shape: tasks that cause tasks, retries, expiries, progress, ends with and without proof. */
public final class RandomTales {

    private RandomTales() {}

    /** So many receipts in so many tasks; the same for the same seed. */
    public static Tale tale(long seed, int tasks, int receipts) {
        var random = new Random(seed);
        var tale = new Tale();
        for (int task = 0; task < tasks; task++) {
            tale.task("type." + (5 * task + 3) % 7, "%08x".formatted(0x10000000 + task), "running", "agent:planner");
        }
        List<List<String>> keys = new ArrayList<>();
        for (int number = 0; number < receipts; number++) {
            boolean newTask = keys.size() < tasks && (keys.isEmpty() || random.nextInt(receipts) < 2 * tasks);
            if (newTask) {
                assign(tale, keys, number, random);
            } else {
                goOn(tale, keys, number, random);
            }
        }
        return tale;
    }

    private static void assign(Tale tale, List<List<String>> keys, int number, Random random) {
        int task = keys.size();
        String key = "r" + number;
        if (task == 0) {
            tale.add(key, task, "task.assigned", "agent:planner", time(number));
        } else {
            List<String> causing = keys.get(random.nextInt(task));
            tale.add(
                    key,
                    task,
                    "task.assigned",
                    "agent:planner",
                    time(number),
                    causing.get(random.nextInt(causing.size())));
        }
        keys.add(new ArrayList<>(List.of(key)));
        if (random.nextBoolean()) {
            tale.open(key);
        }
    }

    private static void goOn(Tale tale, List<List<String>> keys, int number, Random random) {
        int task = random.nextInt(keys.size());
        List<String> own = keys.get(task);
        String key = "r" + number;
        String parent = own.get(random.nextInt(own.size()));
        switch (random.nextInt(5)) {
            case 0 -> tale.add(key, task, "task.completed", "worker:w", time(number), own.getFirst(), parent);
            case 1 -> tale.add(key, task, "task.completed", "worker:w", time(number), parent);
            case 2 -> tale.add(key, task, "lease.expired", "worker:w", time(number), parent);
            default -> tale.add(key, task, "task.progress", "worker:w", time(number), parent);
        }
        own.add(key);
    }

    private static String time(int number) {
        return "%02d:%02d:%02d".formatted(number / 3600 % 24, number / 60 % 60, number % 60);
    }
}

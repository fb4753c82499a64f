using System.Diagnostics;

namespace FimNet.MLNet.Tests.Native;

[TestClass]
[OSCondition(OperatingSystems.Linux)]
public class ManyProcessesTests
{
    private const int Processes = 4;

    [TestMethod]
    [Timeout(300_000)]
    public void Processes_that_start_at_once_on_an_empty_cache_all_load_libtorch_and_leave_one_whole_copy_at_most()
    {
        using var home = new PrivateFolder();
        ProcessStartInfo start = WorkerProcess.Info(LibTorchWorker.Kind);
        start.Environment["XDG_CACHE_HOME"] = home.Path;
        Process[] processes = [.. Enumerable.Range(0, Processes).Select(_ => Process.Start(start)!)];
        try
        {
            Task<string>[] errors = Array.ConvertAll(processes, process => process.StandardError.ReadToEndAsync());
            Assert.IsTrue(processes.All(process => process.StandardOutput.ReadLine() == LibTorchWorker.Ready));
            Array.ForEach(processes, process => process.StandardInput.WriteLine());
            string[] answers = Array.ConvertAll(processes, process => process.StandardOutput.ReadToEnd().Trim());
            Array.ForEach(processes, process => process.WaitForExit());

            Assert.IsTrue(processes.All(process => process.ExitCode == 0), string.Join('\n', errors.Select(error => error.Result)));
            Assert.HasCount(1, answers.Distinct().ToArray(), "all must have loaded the same file");
            StringAssert.StartsWith(answers[0], "3 /");

            // Where the system's C++ library is new enough, no copy is needed.
            string[] files = Directory.GetFiles(home.Path, "*", SearchOption.AllDirectories);
            bool copied = answers[0].Contains(home.Path, StringComparison.Ordinal);
            CollectionAssert.AreEqual(copied ? [answers[0]["3 ".Length..]] : Array.Empty<string>(), files);
        }
        finally
        {
            Array.ForEach(processes, process => process.Kill(entireProcessTree: true));
            Array.ForEach(processes, process => process.Dispose());
        }
    }
}

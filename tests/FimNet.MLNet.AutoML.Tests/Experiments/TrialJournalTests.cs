using FimNet.MLNet.AutoML.Journal;
using FimNet.MLNet.AutoML.Trials;
using FimNet.MLNet.AutoML.Tuning;
using FimNet.MLNet.Tests;
using FimNet.MLNet.Training;
using Microsoft.ML;

namespace FimNet.MLNet.AutoML.Tests.Experiments;

[TestClass]
public class TrialJournalTests
{
    [TestMethod]
    public void A_stopped_trial_is_on_disk_with_its_reason_and_without_its_checkpoints()
    {
        using var place = new PrivateFolder();
        using (ExperimentFolder folder = ExperimentFolder.Open(place.Path))
        {
            folder.Write(new ExperimentHeader(new Dictionary<string, string>(), FimNetMetric.PixelAuRoc.Name, [], Seconds: null, TrialPlan.OfLength(FimNetTuner.Random)));
            folder.Write(new TrialRecord { TrialId = 0, TrainingId = 0, State = TrialState.Paused, Options = OptionsJson.Write(FimNetOptions.Fast) });
            Directory.CreateDirectory(folder.CheckpointFolder(0));
            var journal = new TrialJournal(folder, new ResultMaker(folder, FimNetMetric.PixelAuRoc, [], new MLContext()), FimNetMetric.PixelAuRoc, new TrialMonitor(null));
            journal.Stop(0, "no better than others");
            Assert.AreEqual(TrialState.Stopped, journal.Records.Single().State);
            Assert.IsFalse(Directory.Exists(folder.CheckpointFolder(0)));
        }

        TrialResult stopped = FimNetExperimentResults.Load(new MLContext(), place.Path).Trials.Single();
        Assert.AreEqual((TrialState.Stopped, "no better than others"), (stopped.State, stopped.FailureReason));
    }
}

using Microsoft.ML;

namespace FimNet.MLNet.Tests.Contract;

/// <summary>A process that did not make the models of a folder: loads each, and writes beside it what it makes of the data.</summary>
internal static class ContractWorker
{
    public const string Kind = "contract";

    public static void Run(string folder)
    {
        foreach (string model in Directory.GetFiles(folder, "*.zip"))
        {
            var mlContext = new MLContext(seed: 1);
            ITransformer loaded = mlContext.Model.Load(model, out _);
            File.WriteAllText(Path.ChangeExtension(model, ".txt"), ViewTable.Exactly(loaded.Transform(ContractData.View(mlContext, folder))));
        }
    }
}

using Microsoft.ML;

namespace FimNet.MLNet.Tests.Contract;

/// <summary>A stage of the library as the contract tests use it.</summary>
/// <param name="Name">What test results call it.</param>
/// <param name="Input">The column that it reads.</param>
/// <param name="Outputs">The columns that it appends.</param>
/// <param name="Create">Makes the estimator, whose every column name is put through the function given; null for a transformer that no estimator makes.</param>
/// <param name="Fit">Makes the transformer, with names likewise.</param>
/// <param name="PredictOne">Predicts single rows into a class that has some of the columns only.</param>
internal sealed record ContractCase(
    string Name,
    string Input,
    string[] Outputs,
    Func<MLContext, Func<string, string>, IEstimator<ITransformer>>? Create,
    Func<MLContext, IDataView, Func<string, string>, ITransformer> Fit,
    Func<MLContext, ITransformer, ContractRow[], Dictionary<string, Cell>[]> PredictOne)
{
    public static ContractCase Of<TSome>(string name, string input, string[] outputs, Func<MLContext, Func<string, string>, IEstimator<ITransformer>> create)
        where TSome : class, new() => new(name, input, outputs, create, (mlContext, view, rename) => create(mlContext, rename).Fit(view), PredictOneAs<TSome>);

    /// <summary>A transformer that is made of another case's.</summary>
    public ContractCase Changed(string name, Func<FimNetTransformer, IDataView, FimNetTransformer> change) => this with
    {
        Name = name,
        Create = null,
        Fit = (mlContext, view, rename) => change((FimNetTransformer)Fit(mlContext, view, rename), view),
    };

    private static Dictionary<string, Cell>[] PredictOneAs<TSome>(MLContext mlContext, ITransformer transformer, ContractRow[] rows)
        where TSome : class, new()
    {
        using PredictionEngine<ContractRow, TSome> engine = mlContext.Model.CreatePredictionEngine<ContractRow, TSome>(transformer);
        return Array.ConvertAll(rows, row =>
        {
            TSome some = engine.Predict(row);
            return typeof(TSome).GetProperties().ToDictionary(property => property.Name, property => Cell.Of(property.GetValue(some)));
        });
    }
}

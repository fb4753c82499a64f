namespace FimNet.MLNet.AutoML.Results;

/// <summary>The page of several products: what each reached.</summary>
internal static class ProductPage
{
    public static void Write(TextWriter writer, IReadOnlyList<ProductResult> products) =>
        ExperimentAssets.Write(writer, "Experiments", "products.html", ["products.js"], "FIM-Net products", new
        {
            Metric = products.Select(product => product.Results?.Metric.Name).FirstOrDefault(name => name is not null) ?? "Metric",
            Products = products.Select(product => new
            {
                product.Name,
                Metric = product.Best?.Metric,
                First = product.Results?.Trials[0].Metric,
                Trials = product.Results?.Trials.Count ?? 0,
                Seconds = product.Results?.Trials.Sum(trial => trial.DurationInMilliseconds) / 1000,
                Reason = product.FailureReason,
            }),
        });
}
